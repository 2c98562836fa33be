package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Schemas.json;
import static dev.eventlogger.schema.privacy.Schemas.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of an invalid event. */
class OnlyDescribedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties': {'a': {'type': 'string'}}}  | {'a': 1, 'b': 2}      | {'a': 1}",
        "{'properties': {'a': true}}                | {'a': {'b': 2}}       | {'a': {}}",
        "{'properties': {'a': {}}}                  | {'a': [1]}            | {'a': []}",
        "{'properties': {'a': {'items': {'type': 'string'}}}} | {'a': [1]}  | {'a': [1]}",
        "{'properties': {'a': false}}               | {'a': 1}              | {}",
        "{'patternProperties': {'^a': {}}}          | {'ab': 1, 'b': 1}     | {'ab': 1}",
        "{'additionalProperties': {'type': 'null'}} | {'a': 1}              | {'a': 1}",
        "{'additionalProperties': true}             | {'a': 1}              | {}",
        "{'additionalProperties': {}}               | {'a': 1}              | {}",
        "{'not': {'properties': {'a': {}}}}         | {'a': 1}              | {}",
        "{'anyOf': [{'properties': {'a': {}}}]}     | {'a': 1, 'b': 1}      | {'a': 1}",
        "{'$ref': '#/$defs/d', '$defs': {'d': {'properties': {'a': {}}}}} | {'a': 1, 'b': 1}"
            + " | {'a': 1}",
        "{'properties': {'a': {'x-redact': 'mask'}}} | {'a': {'b': 1}, 'c': 1} | {'a': '****'}"
      })
  void whatTheSchemaDescribesIsKeptRedacted(String schema, String data, String expected) {
    assertThat(redaction(schema).onlyDescribed(json(data))).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"'{s: me}'", "[{'s': 'me'}]", "[['me']]", "7"})
  void whatMayBeASecretInAnotherPlaceIsLeftOut(String misplaced) {
    Redaction redaction =
        redaction("{'properties': {'a': {'properties': {'s': {'x-redact': 'mask'}}}, 'b': {}}}");

    assertThat(redaction.onlyDescribed(json("{'a': " + misplaced + ", 'b': 1}")).toString())
        .doesNotContain("me", "7")
        .contains("b=1");
  }

  @Test
  void categoriesCountToo() {
    Redaction redaction =
        redaction("{'properties': {'a': {'categories': ['pii']}}}", Set.of(), Set.of());

    assertThat(redaction.onlyDescribed(json("{'a': 1, 'b': 1}"))).isEqualTo(json("{'a': null}"));
  }

  @Test
  void nothingIsKeptOfWhatNothingDescribes() {
    assertThat(redaction("{}").onlyDescribed(Map.of("a", "me"))).isEmpty();
  }
}
