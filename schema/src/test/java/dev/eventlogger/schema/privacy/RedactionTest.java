package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Schemas.json;
import static dev.eventlogger.schema.privacy.Schemas.redaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.ValueText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code x-redact} does, and where it has an effect. */
class RedactionTest {

  private static final String MASKED = "{'x-redact': 'mask'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'remove' | {'other': 1}",
        "'null'   | {'secret': null, 'other': 1}",
        "null     | {'secret': null, 'other': 1}",
        "'mask'   | {'secret': '****', 'other': 1}"
      })
  void doesWhatTheSchemaAsksFor(String word, String expected) {
    Redaction redaction = redaction("{'properties': {'secret': {'x-redact': " + word + "}}}");

    assertThat(redaction.apply(json("{'secret': {'a': 7}, 'other': 1}"))).isEqualTo(json(expected));
  }

  @Test
  void hashesWithTheKey() {
    Redaction redaction = redaction("{'properties': {'a': {'x-redact': 'hash'}}}");

    // printf '"me"' | openssl dgst -sha256 -hmac 'a key that nobody can guess'
    assertThat(redaction.apply(Map.of("a", "me")))
        .isEqualTo(Map.of("a", "2f9c666091e02e75190994b5bdc1879f794cc4dfa66028aa58b3b4c68e17d7f4"));
  }

  @Test
  void seesTheNamesThatWillBeWritten() {
    UUID id = UUID.fromString("0b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3");
    Redaction redaction =
        redaction(
            "{'additionalProperties': {'properties': {'API': {'x-redact': 'mask'},"
                + " '7': {'x-redact': 'mask'}, '"
                + id
                + "': {'x-redact': 'mask'}, 'secret': {'x-redact': 'mask'}}}}");
    Map<String, Object> folding = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folding.put("SECRET", "not described");
    folding.put("api", "not described");

    Map<String, ?> redacted =
        redaction.apply(
            Map.of(
                "enum",
                new EnumMap<>(Map.of(EventType.API, "me", EventType.CLICK, "kept")),
                "number",
                Map.of(7, "me"),
                "id",
                Map.of(id, "me"),
                "node",
                new ObjectMapper().valueToTree(Map.of("secret", "me")),
                "optional",
                Optional.of(Map.of("secret", "me")),
                "folding",
                folding));

    assertThat(ValueText.of(redacted))
        .isEqualTo(
            ValueText.of(
                json(
                    "{'enum': {'API': '****', 'CLICK': 'kept'}, 'number': {'7': '****'}, 'id': {'"
                        + id
                        + "': '****'}, 'node': {'secret': '****'}, 'optional': {'secret': '****'},"
                        + " 'folding': {'SECRET': 'not described', 'api': 'not described'}}")));
  }

  @Test
  void equalValuesHaveTheSameHashAndOthersDoNot() {
    assertThat(hash(1)).isEqualTo(hash(1L)).isEqualTo(hash(1.0)).isNotEqualTo(hash("1"));
    assertThat(hash(new int[] {1, 2})).isEqualTo(hash(List.of(1, 2))).isNotEqualTo(hash(12));
    assertThat(hash(EventType.API)).isEqualTo(hash("API"));
    assertThat(hash(new HashMap<>(json("{'a': 1, 'b': {'c': null}}"))))
        .isEqualTo(hash(json("{'b': {'c': null}, 'a': 1.0}")));
  }

  @Test
  void whatIsNoJsonIsMaskedInsteadOfHashed() {
    assertThat(hash(new Object())).isEqualTo("****");
    assertThat(hash("\uD800")).isNotEqualTo("\uD800");
  }

  private static Object hash(Object value) {
    Redaction redaction = redaction("{'properties': {'a': {'x-redact': 'hash'}}}");
    return redaction.apply(Map.of("a", value)).get("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties': {'s': M}}",
        "{'patternProperties': {'^s$': M}}",
        "{'additionalProperties': M}",
        "{'unevaluatedProperties': M}",
        "{'allOf': [{'properties': {'s': M}}]}",
        "{'anyOf': [{'properties': {'s': M}}, true]}",
        "{'oneOf': [{'properties': {'s': M}}, true]}",
        "{'if': {'properties': {'s': M}}}",
        "{'then': {'properties': {'s': M}}}",
        "{'else': {'properties': {'s': M}}}",
        "{'not': {'properties': {'s': M}}}",
        "{'dependentSchemas': {'x': {'properties': {'s': M}}}}",
        "{'dependencies': {'y': ['x'], 'x': {'properties': {'s': M}}}}",
        "{'$ref': '#/$defs/a~1b', '$defs': {'a/b': {'properties': {'s': M}}}}",
        "{'properties': {'s': {'$ref': '#/$defs/m'}}, '$defs': {'m': M}}",
        "{'properties': {'s': {'anyOf': [{'type': 'string'}, M]}}}"
      })
  void findsItWhereverAPropertyIsDescribed(String schema) {
    Redaction redaction = redaction(schema.replace("M", MASKED));

    assertThat(redaction.apply(json("{'s': 'me'}"))).isEqualTo(json("{'s': '****'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'items': M}                                    | ['****', '****']",
        "{'items': [M]}                                  | ['****', 'b']",
        "{'prefixItems': [true, M]}                      | ['a', '****']",
        "{'prefixItems': [true], 'items': M}             | ['a', '****']",
        "{'items': [true], 'additionalItems': M}         | ['a', '****']",
        "{'unevaluatedItems': M}                         | ['****', '****']",
        "{'contains': M}                                 | ['****', '****']",
        "{'items': [{'x-redact': 'remove'}]}             | ['b']",
        "{'items': [true, {'x-redact': 'null'}]}         | ['a', null]"
      })
  void findsItWhereverAnItemIsDescribed(String schema, String expected) {
    Redaction redaction =
        redaction("{'properties': {'list': " + schema.replace("M", MASKED) + "}}");

    assertThat(redaction.apply(json("{'list': ['a', 'b']}")))
        .isEqualTo(json("{'list': " + expected + "}"));
  }

  @Test
  void theSchemaThatLeavesLeastCounts() {
    Redaction redaction =
        redaction(
            "{'properties': {'a': {'x-redact': 'hash', 'allOf': [{'x-redact': 'mask'}]}},"
                + " 'anyOf': [{'properties': {'a': {'x-redact': 'remove'}}}]}");

    assertThat(redaction.apply(Map.of("a", 1))).isEmpty();
  }

  @Test
  void goesThroughAllThatIsAnObjectOrArrayInJson() throws Exception {
    Redaction redaction =
        redaction(
            "{'properties': {'of': {'items': {'properties': {'API': {'x-redact': 'remove'},"
                + " '7': {'x-redact': 'remove'}}}}}}");
    Object node = new ObjectMapper().readTree("{\"API\": 1, \"b\": 2}");

    assertThat(redaction.apply(Map.of("of", new Object[] {Map.of(EventType.API, 1)})))
        .isEqualTo(Map.of("of", List.of(Map.of())));
    assertThat(redaction.apply(Map.of("of", Set.of(Map.of(7, 1)))))
        .isEqualTo(Map.of("of", List.of(Map.of())));
    assertThat(redaction.apply(Map.of("of", Optional.of(List.of(Map.of('7', 1))))))
        .isEqualTo(Map.of("of", List.of(Map.of())));
    assertThat(redaction.apply(Map.of("of", List.of(node))).toString()).isEqualTo("{of=[{b=2}]}");
  }

  @Test
  void returnsTheSameMapWhenNothingChanges() {
    Redaction none = redaction("{'properties': {'a': {'type': 'string'}}}");
    Redaction some = redaction("{'properties': {'a': {'properties': {'s': {'x-redact': null}}}}}");
    Map<String, Object> data = json("{'a': {'b': [1]}, 'c': {'s': 1}}");

    assertThat(none.isEmpty()).isTrue();
    assertThat(none.apply(data)).isSameAs(data);
    assertThat(some.isEmpty()).isFalse();
    assertThat(some.apply(data)).isSameAs(data);
  }

  @Test
  void copiesOnlyAlongThePathsItChanges() {
    Redaction redaction = redaction("{'properties': {'a': {'x-redact': 'null'}}}");
    Map<String, Object> data = json("{'a': 1, 'b': {'c': 1}}");

    assertThat(redaction.apply(data).get("b")).isSameAs(data.get("b"));
  }

  @Test
  @Timeout(10)
  void followsSchemasThatReferToThemselves() {
    Redaction tree =
        redaction("{'properties': {'s': " + MASKED + ", 'kids': {'items': {'$ref': '#'}}}}");
    Redaction circle =
        redaction("{'$ref': '#/$defs/a', '$defs': {'a': {'allOf': [{'$ref': '#/$defs/a'}]}}}");

    assertThat(tree.apply(json("{'kids': [{'kids': [{'s': 1}]}]}")))
        .isEqualTo(json("{'kids': [{'kids': [{'s': '****'}]}]}"));
    assertThat(circle.isEmpty()).isTrue();
  }

  @Test
  @Timeout(10)
  void endsWithDataThatDoesNot() {
    Redaction redaction =
        redaction("{'properties': {'s': " + MASKED + ", 'a': {'$ref': '#'}, 'b': {'$ref': '#'}}}");
    Map<String, Object> itself = new HashMap<>(Map.of("s", "secret"));
    itself.put("a", itself);
    Map<String, Object> doubling = new HashMap<>(Map.of("s", "secret"));
    for (int level = 0; level < 60; level++) {
      doubling = new HashMap<>(Map.of("a", doubling, "b", doubling, "s", "secret"));
    }

    assertThat(redaction.apply(itself).toString()).doesNotContain("secret");
    assertThat(redaction.apply(doubling).get("s")).isNotEqualTo("secret");
  }

  @Test
  @Timeout(10)
  void removesWhatAPatternCannotDecideInBoundedTime() {
    Redaction redaction = redaction("{'patternProperties': {'^(.*a){25}$': " + MASKED + "}}");
    String name = "a".repeat(24) + "b".repeat(40);

    assertThat(redaction.apply(Map.of(name, "me", "b", 1))).isEqualTo(Map.of("b", 1));
  }

  @Test
  @Timeout(10)
  void followsChainsOfReferencesLongerThanTheStack() {
    Map<String, Object> definitions = new HashMap<>();
    for (int link = 0; link < 20_000; link++) {
      definitions.put("d" + link, Map.of("$ref", "#/$defs/d" + (link + 1)));
    }
    definitions.put("d20000", json("{'properties': {'s': " + MASKED + "}}"));
    Map<String, Object> schema = Map.of("$ref", "#/$defs/d0", "$defs", definitions);

    assertThat(redaction(schema, Allowed.EVERYTHING).apply(Map.of("s", "me")))
        .isEqualTo(Map.of("s", "****"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties': {'a/b': {'x-redact': 'hide'}}}"
            + " | /properties/a~1b/x-redact: must be remove, mask, hash or null",
        "{'properties': {'a': {'x-redact': true}}}"
            + " | /properties/a/x-redact: must be remove, mask, hash or null",
        "{'allOf': [{'items': [{'properties': {'a': {'x-redact': 'hash'}}}]}]}"
            + " | /allOf/0/items/0/properties/a/x-redact: hash needs a key; set"
            + " EVENT_SCHEMAS.hash_key, or use mask",
        "{'properties': {'a': {'$ref': '#/$defs/a'}}, '$defs': {'a': {'x-redact': 1}}}"
            + " | /properties/a/$ref/x-redact: must be remove, mask, hash or null",
        "{'anyOf': [{'x-redact': 'mask'}]}"
            + " | /anyOf/0/x-redact: an event as a whole cannot be redacted; put it into properties",
        "{'properties': {'a': {'propertyNames': {'x-redact': 'mask'}}}}"
            + " | /properties/a/propertyNames/x-redact: names cannot be redacted; put it into"
            + " additionalProperties",
        "{'properties': {'a': {'propertyNames': {'anyOf': [{'x-redact': 'mask'}]}}}}"
            + " | /properties/a/propertyNames/anyOf/0/x-redact: names cannot be redacted; put it"
            + " into additionalProperties",
        "{'properties': {'a': {'propertyNames': {'allOf': [{'categories': ['x']}]}}}}"
            + " | /properties/a/propertyNames/allOf/0/categories: names cannot be redacted; put it"
            + " into additionalProperties",
        "{'properties': {'a': {'contentSchema': {'properties': {'b': {'x-redact': 'mask'}}}}}}"
            + " | /properties/a/contentSchema/properties/b/x-redact: what is inside a text cannot be"
            + " redacted; redact the text, beside contentSchema",
        "{'properties': {'a': {'contentSchema': {'$ref': '#/$defs/b'}}},"
            + " '$defs': {'b': {'items': {'x-redact': 'mask'}}}}"
            + " | /properties/a/contentSchema/$ref/items/x-redact: what is inside a text cannot be"
            + " redacted; redact the text, beside contentSchema",
        "{'properties': {'a': {'items': {}, 'additionalItems': {'x-redact': 'mask'}}}}"
            + " | /properties/a/additionalItems/x-redact: additionalItems mean nothing without a"
            + " list of items",
        "{'properties': {'a': {'x-redact': 'msk'}}}"
            + " | /properties/a/x-redact: must be remove, mask, hash or null; did you mean"
            + " \"mask\"?",
        "{'properties': {'a': {'$ref': '#/$defs/b'}}}"
            + " | /properties/a/$ref: leads to no schema; register the schema it refers to",
        "{'patternProperties': {'(': {}}}"
            + " | /patternProperties/(: is no regular expression: has a parenthesis that is not closed; \\( is the character, near index 1",
        "{'properties': {'a': {'categories': 'pii'}}}"
            + " | /properties/a/categories: must be a list of names, all of them text",
        "{'properties': {'a': {'categories': ['pii', 1]}}}"
            + " | /properties/a/categories: must be a list of names, all of them text"
      })
  void refusesWhatItCannotDoAndSaysWhere(String schema, String message) {
    Map<String, Object> json = json(schema);
    Allowed allowed = new Allowed(Set.of(), Set.of());

    assertThatThrownBy(() -> Redaction.compile(json, RefResolver.within(json), allowed, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void wordsThatAreNamesOfPropertiesAreNotKeywords() {
    Redaction redaction =
        redaction("{'properties': {'x-redact': {}, 'categories': {}, 'not': " + MASKED + "}}");
    Map<String, Object> data = json("{'x-redact': 'remove', 'categories': 1}");

    assertThat(redaction.apply(data)).isSameAs(data);
    assertThat(redaction.apply(Map.of("not", 1))).isEqualTo(Map.of("not", "****"));
  }

  @Test
  void leavesTheCallersDataAlone() {
    Redaction redaction =
        redaction("{'properties': {'a': {'items': {'properties': {'s': " + MASKED + "}}}}}");
    Map<String, Object> inner = new HashMap<>(Map.of("s", "me"));
    List<Object> list = new ArrayList<>(List.of(inner));
    Map<String, Object> data = new HashMap<>(Map.of("a", list));

    assertThat(redaction.apply(data)).isEqualTo(json("{'a': [{'s': '****'}]}"));
    assertThat(data).isEqualTo(json("{'a': [{'s': 'me'}]}"));
  }
}
