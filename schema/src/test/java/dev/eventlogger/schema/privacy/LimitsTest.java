package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Schemas.json;
import static dev.eventlogger.schema.privacy.Schemas.redaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of redaction and of copies for listeners, and that everything up to them works. */
@Timeout(120)
class LimitsTest {

  private static final int MOST_VALUES = 1_000_000;
  private static final Redaction IN_ALL_DEPTHS =
      redaction(
          "{'properties': {'a': {'$ref': '#'}}, 'additionalProperties': {'x-redact': 'mask'}}");
  private static final Redaction IN_ALL_LISTS =
      redaction(
          "{'properties': {'a': {'$ref': '#/$defs/list'}}, '$defs': {'list': {'items':"
              + " {'$ref': '#/$defs/list'}, 'properties': {'s': {'x-redact': 'mask'}}}}}");

  @Test
  void redactsInEveryDepthThatAnEventMayHave() {
    assertThat(IN_ALL_DEPTHS.apply(objects(100, "s")).toString()).contains("s=****");
    assertThat(IN_ALL_DEPTHS.apply(objects(101, "s")).toString())
        .doesNotContain("s=")
        .contains("a=null");
  }

  @Test
  void redactsInEveryDepthOfLists() {
    assertThat(IN_ALL_LISTS.apply(lists(100)).toString()).contains("s=****");
    assertThat(IN_ALL_LISTS.apply(lists(101)).toString()).doesNotContain("s=").contains("[null]");
  }

  @Test
  void copiesEveryDepthThatAnEventMayHave() throws Exception {
    assertThat(DataCopy.of(objects(100, "s"))).isEqualTo(objects(100, "s"));
    assertThat(DataCopy.of(lists(100))).isEqualTo(lists(100));
    assertThatThrownBy(() -> DataCopy.of(objects(101, "s"))).hasMessageContaining("100 levels");
    assertThatThrownBy(() -> DataCopy.of(lists(101))).hasMessageContaining("100 levels");
  }

  @Test
  void aListTooDeepIsNotCopiedEither() {
    Object value = 1;
    for (int depth = 2; depth <= 101; depth++) {
      value = List.of(value);
    }
    Map<String, Object> data = Map.of("a", value);

    assertThatThrownBy(() -> DataCopy.of(data)).hasMessageContaining("/a: is nested deeper");
  }

  @Test
  void copiesAMillionValuesAndNoMore() throws Exception {
    Map<String, List<Integer>> data = Map.of("a", Collections.nCopies(MOST_VALUES - 1, 7));
    assertThat((List<?>) DataCopy.of(data).get("a")).hasSize(MOST_VALUES - 1);

    Map<String, List<Integer>> more = Map.of("a", Collections.nCopies(MOST_VALUES, 7));
    assertThatThrownBy(() -> DataCopy.of(more)).hasMessageContaining("more than 1000000 values");
  }

  @Test
  void redactsAMillionValuesAndLeavesNothingOfTheRest() {
    Redaction redaction = redaction("{'properties': {'a': {'items': {'x-redact': 'mask'}}}}");
    // The list itself is the first value.
    Map<String, List<Integer>> data = Map.of("a", Collections.nCopies(MOST_VALUES + 1, 7));

    List<Object> redacted = new ArrayList<>((List<?>) redaction.apply(data).get("a"));

    assertThat(redacted.subList(0, MOST_VALUES - 1)).containsOnly("****");
    assertThat(redacted.get(MOST_VALUES - 1)).isNull();
    assertThat(redacted.get(MOST_VALUES)).isNull();
  }

  @Test
  void theMoreNamesThereAreTheLongerTheyMayBeSearched() {
    Redaction redaction =
        redaction("{'patternProperties': {'secret|token': {'x-redact': 'remove'}}}");
    Map<String, Integer> data = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      data.put("a name with nothing in it that is to be hidden, " + i, i);
    }

    assertThat(redaction.apply(data)).hasSize(20_000);
    data.put("the token", 1);
    assertThat(redaction.apply(data)).hasSize(20_000).doesNotContainKey("the token");
  }

  @Test
  void whatIsHashedIsItsJsonWithNumbersByTheirValue() {
    assertThat(ValueText.of(1e3)).isEqualTo("1000");
    assertThat(ValueText.of(new BigDecimal("0.500"))).isEqualTo("0.5");
    assertThat(ValueText.of(json("{'b': [1.0, 'x'], 'a': {'n': null, 't': true}}")))
        .isEqualTo("{\"a\":{\"n\":null,\"t\":true},\"b\":[1,\"x\"]}");
  }

  @Test
  void aHugeExponentIsNotWrittenOut() {
    assertThat(ValueText.of(new BigDecimal("1E+999999"))).isEqualTo("1E+999999");
    assertThat(ValueText.of(new BigDecimal("1E-999999"))).isEqualTo("1E-999999");
  }

  @Test
  void whatHasNoCategoryIsNullEvenIfItWouldBeHashed() {
    Redaction redaction =
        redaction(
            "{'properties': {'a': {'x-redact': 'hash'}, 'b': {'categories': ['x']}}}",
            Set.of("x"),
            Set.of());

    assertThat(redaction.apply(json("{'a': 1, 'b': 2}"))).isEqualTo(json("{'a': null, 'b': 2}"));
  }

  @Test
  void ofAnInvalidEventATextStaysWhereNothingWouldHaveBeenRedacted() {
    Redaction redaction =
        redaction("{'properties': {'a': {'properties': {'b': {}}}, 's': {'x-redact': 'mask'}}}");

    assertThat(redaction.onlyDescribed(json("{'a': 'text', 's': 1}")))
        .isEqualTo(json("{'a': 'text', 's': '****'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#/allOf/2", "#/allOf/01", "#/allOf/x", "#/allOf/99999999999", "other"})
  void aReferenceThatLeadsNowhereIsNoSchema(String reference) {
    Map<String, Object> document = json("{'allOf': [{'title': 'first'}, {'title': 'second'}]}");
    RefResolver refs = RefResolver.within(document);

    assertThat(refs.resolve(document, reference)).isNull();
    assertThat(refs.resolve(document, "#/allOf/1")).isEqualTo(Map.of("title", "second"));
    assertThat(refs.resolve(document, "#/allOf/0/title")).isEqualTo("first");
    assertThat(refs.resolve(document, "#")).isSameAs(document);
  }

  /** Nested objects of this depth, with a property in the innermost. */
  private static Map<String, Object> objects(int depth, String last) {
    Map<String, Object> data = Map.of(last, 1);
    for (int i = 1; i < depth; i++) {
      data = Map.of("a", data);
    }
    return data;
  }

  /** This many levels: an object, lists, and an object. */
  private static Map<String, Object> lists(int depth) {
    Object value = Map.of("s", 1);
    for (int i = 2; i < depth; i++) {
      value = List.of(value);
    }
    return Map.of("a", value);
  }
}
