package dev.eventlogger.schema.registry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes random schemas and events that are likely to have to do with each other. */
final class RandomSchemas {

  private static final List<String> DRAFTS =
      List.of(
          "http://json-schema.org/draft-04/schema#",
          "http://json-schema.org/draft-07/schema#",
          "https://json-schema.org/draft/2019-09/schema",
          "https://json-schema.org/draft/2020-12/schema");
  private static final List<String> NAMES = names();
  private static final List<String> TYPES =
      List.of("object", "array", "string", "integer", "number", "boolean", "null");
  private static final List<String> FORMATS =
      List.of(
          "date-time",
          "date",
          "time",
          "uri",
          "uri-reference",
          "uuid",
          "email",
          "ipv4",
          "hostname",
          "regex",
          "unheard-of",
          "byte",
          "url");
  private static final List<String> PATTERNS =
      List.of(
          "^a",
          "b$",
          "^[a-z]+$",
          "\\d",
          "^$",
          ".",
          "^(?!x)",
          "(a|b)*c",
          "^x-",
          "\\p{L}",
          "^[^]$",
          "[a&&b]",
          "\\s",
          "^\\w+$",
          "\\bb",
          "^a.b$",
          "[^\\S]",
          "(a)\\1");
  static final List<Object> SCALARS =
      Arrays.asList(
          null,
          true,
          false,
          0,
          1,
          2,
          3,
          5,
          -1,
          10L,
          100,
          1.0,
          1.5,
          0.1,
          2.0,
          -0.0,
          1e300,
          1L << 53,
          (1L << 53) + 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          new BigDecimal("2.0"),
          new BigDecimal("0.1000000000000000000001"),
          new BigInteger("99999999999999999999"),
          new BigDecimal("1e131000"),
          new BigDecimal("1e-131000"),
          Double.MIN_VALUE,
          "",
          "a",
          "b",
          "ab",
          "abc",
          "x-1",
          "é",
          "😀",
          "😀😀",
          "12",
          "abab\n",
          "a\u00a0b",
          "a\u2028b",
          "a\u0085b",
          "&",
          "2026-11-21",
          "2026-02-29",
          "2026-11-21T05:14:50Z",
          "2026-11-21T05:14:50",
          "2026-11-21T05:14:50.1+01:00",
          "https://example.org/a?b#c",
          "/a/b",
          "http://[::1]:80/",
          "a b",
          "//",
          ":",
          "%",
          "%41",
          "5b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3",
          "jo@example.org",
          "1.2.3.4",
          "05:14:50Z");

  private static final List<String> BOUNDS =
      List.of(
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minimum",
          "maximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private static List<String> names() {
    List<String> names = new ArrayList<>(ApplicationValues.NAMES);
    names.addAll(List.of("x-1", "é/~", "%41"));
    return names;
  }

  private final Random random;
  private int draft;

  RandomSchemas(Random random) {
    this.random = random;
  }

  /** A valid schema. */
  Map<String, Object> schema() {
    draft = random.nextInt(DRAFTS.size());
    Map<String, Object> schema = keywords(3);
    schema.put("$schema", DRAFTS.get(draft));
    schema.put(draft == 0 ? "id" : "$id", "/random/1");
    schema.put("version", "1");
    schema.put("definitions", Map.of("t", keywords(1), "u", keywords(0)));
    return schema;
  }

  private Object subschema(int depth) {
    if (draft > 0 && random.nextInt(12) == 0) {
      return random.nextInt(4) > 0;
    }
    return keywords(depth);
  }

  private Map<String, Object> keywords(int depth) {
    Map<String, Object> schema = new LinkedHashMap<>();
    int count = depth == 3 ? 2 : 1 + random.nextInt(2);
    for (int index = 0; index < count; index++) {
      if (depth == 3 || (depth > 0 && random.nextInt(3) == 0)) {
        applicator(schema, depth - 1);
      } else {
        assertion(schema);
      }
    }
    if (draft > 0 && random.nextInt(15) == 0) {
      schema.put("dependencies", Map.of(pick(NAMES), List.of(pick(NAMES))));
    }
    if (depth > 1 && random.nextInt(15) == 0) {
      schema.put("$ref", random.nextBoolean() ? "#/definitions/t" : "#/definitions/u");
    }
    return schema;
  }

  private void applicator(Map<String, Object> schema, int depth) {
    switch (random.nextInt(draft == 0 ? 9 : draft < 3 ? 12 : 14)) {
      case 0, 1, 2 -> schema.put("properties", schemaMap(NAMES, depth));
      case 3 -> schema.put("patternProperties", schemaMap(PATTERNS, depth));
      case 4 ->
          schema.put("additionalProperties", draft == 0 ? random.nextBoolean() : subschema(depth));
      case 5 ->
          schema.put(
              "items", draft < 3 && random.nextBoolean() ? schemas(depth) : subschema(depth));
      case 6 -> schema.put("allOf", schemas(depth));
      case 7 -> schema.put("anyOf", schemas(depth));
      case 8 -> schema.put("oneOf", schemas(depth));
      case 9 -> schema.put(random.nextBoolean() ? "not" : "contains", subschema(depth));
      case 10 -> {
        schema.put("if", subschema(depth));
        schema.put("then", subschema(depth));
      }
      case 11 -> schema.put("propertyNames", subschema(depth));
      case 12 -> schema.put("prefixItems", schemas(depth));
      default -> schema.put("unevaluatedProperties", subschema(depth));
    }
  }

  private void assertion(Map<String, Object> schema) {
    switch (random.nextInt(16)) {
      case 0, 1 -> schema.put("type", pick(TYPES));
      case 2 -> schema.put("type", List.of("string", "integer", "object"));
      case 3 -> schema.put("enum", distinct());
      case 4 -> schema.put(draft == 0 ? "enum" : "const", draft == 0 ? distinct() : value(1));
      case 5 -> schema.put("required", List.of(pick(NAMES)));
      case 6 -> schema.put(pick(List.of("minimum", "maximum")), bound());
      case 7 -> {
        String word = pick(List.of("exclusiveMinimum", "exclusiveMaximum"));
        schema.put(word, draft == 0 ? (Object) random.nextBoolean() : bound());
        schema.putIfAbsent(word.endsWith("Minimum") ? "minimum" : "maximum", bound());
      }
      case 8 -> schema.put("multipleOf", pick(List.of(1, 2, 5, 0.1, 1.5)));
      case 9 -> schema.put(pick(List.of("minLength", "maxLength")), random.nextInt(4));
      case 10 -> schema.put("pattern", pick(PATTERNS));
      case 11, 12 -> schema.put("format", pick(FORMATS));
      case 13 -> schema.put(pick(List.of("minItems", "maxItems")), random.nextInt(4));
      case 14 -> schema.put("uniqueItems", random.nextBoolean());
      default -> schema.put(pick(List.of("minProperties", "maxProperties")), random.nextInt(4));
    }
  }

  private Object bound() {
    return pick(List.of(0, 1, 2, 1.5, -1, 1L << 53, new BigInteger("99999999999999999999"), 0.1));
  }

  private List<Object> distinct() {
    List<Object> values = new ArrayList<>();
    for (int index = 0; index < 4; index++) {
      Object value = inRange(value(0));
      if (values.stream().noneMatch(other -> String.valueOf(other).equals(String.valueOf(value)))) {
        values.add(value);
      }
    }
    return values.subList(0, 1 + random.nextInt(values.size()));
  }

  private static Object inRange(Object value) {
    return value instanceof Number && !(value instanceof Integer) ? (Object) 7 : value;
  }

  private List<Object> schemas(int depth) {
    List<Object> schemas = new ArrayList<>();
    for (int index = 0; index <= random.nextInt(3); index++) {
      schemas.add(draft == 0 ? keywords(depth) : subschema(depth));
    }
    return schemas;
  }

  private Map<String, Object> schemaMap(List<String> names, int depth) {
    Map<String, Object> schemas = new LinkedHashMap<>();
    for (int index = 0; index <= random.nextInt(4); index++) {
      schemas.put(pick(names), draft == 0 ? keywords(depth) : subschema(depth));
    }
    return schemas;
  }

  /** An event that may or may not meet a schema. */
  Map<String, Object> event(Map<String, Object> schema) {
    Map<String, Object> event = new LinkedHashMap<>();
    if (schema.get("required") instanceof List<?> required) {
      required.forEach(name -> event.put((String) name, value(2)));
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, below) -> event.put((String) name, fitting(below, 3)));
    }
    if (random.nextInt(3) == 0) {
      event.put(pick(NAMES), value(2));
    }
    if (random.nextInt(4) == 0) {
      event.remove(pick(NAMES));
    }
    return event;
  }

  private Object fitting(Object schema, int depth) {
    if (!(schema instanceof Map<?, ?> map) || random.nextInt(6) == 0) {
      return value(depth);
    }
    if (map.get("enum") instanceof List<?> values) {
      return values.get(random.nextInt(values.size()));
    }
    for (String word : BOUNDS) {
      if (map.get(word) instanceof Integer bound && random.nextInt(3) > 0) {
        return near(word, bound);
      }
    }
    if (map.get("allOf") instanceof List<?> schemas) {
      return fitting(schemas.get(random.nextInt(schemas.size())), depth - 1);
    }
    if (map.get("type") instanceof String type && random.nextInt(3) > 0) {
      return ofType(type, depth);
    }
    if (map.get("properties") instanceof Map<?, ?> properties) {
      Map<String, Object> object = new LinkedHashMap<>();
      if (random.nextInt(4) == 0) {
        object.put(pick(NAMES), value(depth - 1));
      }
      properties.forEach((name, below) -> object.put((String) name, fitting(below, depth - 1)));
      return object;
    }
    if (map.get("items") instanceof Map<?, ?> items) {
      return Arrays.asList(fitting(items, depth - 1), fitting(items, 0));
    }
    return value(depth);
  }

  /** A value at the bound, or one off. */
  private Object near(String word, int bound) {
    int count = Math.max(0, bound - 1 + random.nextInt(3));
    if (word.endsWith("Length")) {
      return pick(List.of("a", "😀", "é")).repeat(count);
    }
    if (word.endsWith("Items")) {
      return new ArrayList<>(Collections.nCopies(count, value(0)));
    }
    if (word.endsWith("Properties")) {
      Map<String, Object> map = new LinkedHashMap<>();
      NAMES.subList(0, Math.min(count, NAMES.size())).forEach(name -> map.put(name, value(0)));
      return map;
    }
    return pick(List.of(bound, bound - 1, bound + 1, (double) bound, bound + 0.5, bound * 3L));
  }

  private Object ofType(String type, int depth) {
    for (int tries = 0; tries < 20; tries++) {
      Object value = value(depth);
      if (TypeCheck.of(type).surelyValid(value)) {
        return value;
      }
    }
    return null;
  }

  private Object value(int depth) {
    int kind = random.nextInt(depth > 0 ? 8 : 6);
    if (kind < 6) {
      return pick(SCALARS);
    }
    if (kind == 6) {
      List<Object> list = new ArrayList<>();
      for (int index = random.nextInt(4); index > 0; index--) {
        list.add(value(depth - 1));
      }
      return list;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int index = random.nextInt(4); index > 0; index--) {
      map.put(pick(NAMES), value(depth - 1));
    }
    return map;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
