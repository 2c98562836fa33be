package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SchemaFieldsTest {

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> WHOLE = Map.of("type", "integer");

  @Test
  void findsFieldsThroughObjectsReferencesAndAllOf() {
    Map<String, Object> address = object(Map.of("city", TEXT));
    Map<String, Object> schema =
        Map.of(
            "$ref",
            "#/definitions/0",
            "definitions",
            Map.of(
                "0",
                Map.of(
                    "allOf",
                    List.of(
                        object(
                            Map.of(
                                "rows", WHOLE,
                                "share", Map.of("type", List.of("null", "number")),
                                "address", Map.of("$ref", "#/definitions/1"))))),
                "1",
                address));

    assertThat(SchemaFields.of(List.of(schema)).types())
        .containsOnly(
            Map.entry("rows", FieldType.NUMBER),
            Map.entry("share", FieldType.NUMBER),
            Map.entry("address.city", FieldType.TEXT));
  }

  @Test
  void leavesOutWhatSchemasDisagreeAbout() {
    List<Map<String, Object>> schemas =
        List.of(
            object(Map.of("a", TEXT, "b", TEXT, "c", object(Map.of("d", TEXT)))),
            object(Map.of("a", WHOLE, "b", TEXT, "c", TEXT)));

    assertThat(SchemaFields.of(schemas).types())
        .containsOnly(Map.entry("b", FieldType.TEXT), Map.entry("c.d", FieldType.TEXT));
  }

  @Test
  void leavesOutWhatIsNoNameOrHasNoOneType() {
    Map<String, Object> schema =
        object(
            Map.of(
                "a.b", TEXT,
                "", TEXT,
                "two", Map.of("type", List.of("string", "integer")),
                "list", Map.of("type", "array"),
                "yes", Map.of("type", "boolean"),
                "anything", Map.of()));

    assertThat(SchemaFields.of(List.of(schema)).types()).isEmpty();
  }

  @Test
  void endsInARecursiveSchema() {
    Map<String, Object> node =
        object(Map.of("value", TEXT, "next", Map.of("$ref", "#/definitions/0")));
    Map<String, Object> schema =
        Map.of("$ref", "#/definitions/0", "definitions", Map.of("0", node));

    assertThat(SchemaFields.of(List.of(schema)).types()).containsKey("next.next.value");
  }

  @Test
  void refusesMoreFieldsThanAnIndexTakes() {
    Map<String, Object> properties = new HashMap<>();
    for (int i = 0; i <= SchemaFields.MOST; i++) {
      properties.put("field" + i, TEXT);
    }

    assertThatThrownBy(() -> SchemaFields.of(List.of(object(properties))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "typed_fields: the registered schemas have 501 fields of a type, more than 500; set"
                + " typed_fields: none");
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    return Map.of("properties", properties);
  }
}
