package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Schemas.json;
import static dev.eventlogger.schema.privacy.Schemas.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code categories} do, beyond the cases of Jupyter Telemetry. */
class CategoriesTest {

  private static final String USER =
      "{'properties': {'user': {'categories': ['unrestricted'], 'properties': {"
          + "'mail': {'categories': ['contact', 'person']}, 'id': {'type': 'string'}}}}}";

  @Test
  void keepsWhatHasOnlyAllowedCategories() {
    Map<String, Object> data = json("{'user': {'mail': 'a', 'id': 'b'}}");

    assertThat(redaction(USER, Set.of("contact", "person"), Set.of()).apply(data)).isSameAs(data);
    assertThat(redaction(USER, Set.of("contact"), Set.of()).apply(data))
        .isEqualTo(json("{'user': {'mail': null, 'id': 'b'}}"));
    assertThat(redaction(USER, Set.of(), Set.of("user")).apply(data)).isSameAs(data);
  }

  @Test
  void anAllowedNameCountsAtTheTopOnly() {
    assertThat(redaction(USER, Set.of(), Set.of("mail")).apply(json("{'user': {'mail': 'a'}}")))
        .isEqualTo(json("{'user': {'mail': null}}"));
  }

  @Test
  void whatIsAbsentStaysAbsent() {
    Map<String, Object> data = json("{'user': {'id': 'b'}}");

    assertThat(redaction(USER, Set.of(), Set.of()).apply(data)).isSameAs(data);
  }

  @Test
  void atTheTopWhatHasNoCategoriesBecomesNullEvenIfAllowedByName() {
    assertThat(redaction(USER, Set.of(), Set.of("more")).apply(json("{'more': 1}")))
        .isEqualTo(json("{'more': null}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"if", "then", "else", "not", "anyOf", "oneOf"})
  void areNotReadWhereJupyterDoesNot(String word) {
    String hidden = "{'properties': {'b': {'categories': ['pii']}}}";
    boolean isList = word.endsWith("Of");
    Redaction redaction =
        redaction(
            "{'properties': {'a': {'categories': ['unrestricted'], '"
                + word
                + "': "
                + (isList ? "[" + hidden + "]" : hidden)
                + "}}}",
            Set.of(),
            Set.of());
    Map<String, Object> data = json("{'a': {'b': 1}}");

    assertThat(redaction.apply(data)).isSameAs(data);
  }

  @Test
  void areReadInDependentSchemasThatApply() {
    Redaction redaction =
        redaction(
            "{'properties': {'a': {'categories': ['unrestricted'], 'dependencies': {'on':"
                + " {'properties': {'b': {'categories': ['pii']}}}}}}}",
            Set.of(),
            Set.of());
    Map<String, Object> off = json("{'a': {'b': 1}}");

    assertThat(redaction.apply(off)).isSameAs(off);
    assertThat(redaction.apply(json("{'a': {'b': 1, 'on': 1}}")))
        .isEqualTo(json("{'a': {'b': null, 'on': 1}}"));
  }

  @Test
  void areNotLookedAtWhereAllIsAllowedOrTheSchemaHasNone() {
    Map<String, Object> data = json("{'user': {'mail': 'a'}, 'more': 1}");

    assertThat(redaction(USER).apply(data)).isSameAs(data);
    assertThat(redaction("{'properties': {'user': {}}}", Set.of(), Set.of()).isEmpty()).isTrue();
  }

  @Test
  void redactionCountsAlsoWhereTheCategoryIsAllowed() {
    String schema = "{'properties': {'a': {'categories': ['unrestricted'], 'x-redact': 'mask'}}}";

    assertThat(redaction(schema, Set.of(), Set.of("a")).apply(Map.of("a", 1)))
        .isEqualTo(Map.of("a", "****"));
  }
}
