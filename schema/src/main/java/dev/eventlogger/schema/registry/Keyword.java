package dev.eventlogger.schema.registry;

import static dev.eventlogger.schema.registry.Draft.DRAFT_2019_09;
import static dev.eventlogger.schema.registry.Draft.DRAFT_2020_12;
import static dev.eventlogger.schema.registry.Draft.DRAFT_4;
import static dev.eventlogger.schema.registry.Draft.DRAFT_7;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keywords that are read, all except one to decide what is valid. Others are annotations. */
enum Keyword {
  TYPE("type", Kind.VALUE),
  ENUM("enum", Kind.VALUE),
  CONST("const", Kind.VALUE, DRAFT_7),
  REQUIRED("required", Kind.VALUE),
  DEPENDENT_REQUIRED("dependentRequired", Kind.VALUE, DRAFT_2019_09),
  FORMAT("format", Kind.VALUE),
  UNIQUE_ITEMS("uniqueItems", Kind.VALUE),
  PATTERN("pattern", Kind.PATTERN),
  MINIMUM("minimum", Kind.NUMBER),
  MAXIMUM("maximum", Kind.NUMBER),
  EXCLUSIVE_MINIMUM("exclusiveMinimum", Kind.NUMBER),
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", Kind.NUMBER),
  MULTIPLE_OF("multipleOf", Kind.NUMBER),
  MIN_LENGTH("minLength", Kind.COUNT),
  MAX_LENGTH("maxLength", Kind.COUNT),
  MIN_ITEMS("minItems", Kind.COUNT),
  MAX_ITEMS("maxItems", Kind.COUNT),
  MIN_CONTAINS("minContains", Kind.COUNT, DRAFT_2019_09),
  MAX_CONTAINS("maxContains", Kind.COUNT, DRAFT_2019_09),
  MIN_PROPERTIES("minProperties", Kind.COUNT),
  MAX_PROPERTIES("maxProperties", Kind.COUNT),
  PROPERTIES("properties", Kind.SCHEMA_MAP),
  PATTERN_PROPERTIES("patternProperties", Kind.SCHEMA_MAP),
  ADDITIONAL_PROPERTIES("additionalProperties", Kind.SCHEMA),
  UNEVALUATED_PROPERTIES("unevaluatedProperties", Kind.SCHEMA, DRAFT_2019_09),
  PROPERTY_NAMES("propertyNames", Kind.SCHEMA, DRAFT_7),
  DEPENDENCIES("dependencies", Kind.DEPENDENCIES),
  DEPENDENT_SCHEMAS("dependentSchemas", Kind.SCHEMA_MAP, DRAFT_2019_09),
  ITEMS("items", Kind.SCHEMA_OR_SCHEMAS),
  PREFIX_ITEMS("prefixItems", Kind.SCHEMAS, DRAFT_2020_12),
  ADDITIONAL_ITEMS("additionalItems", Kind.SCHEMA),
  UNEVALUATED_ITEMS("unevaluatedItems", Kind.SCHEMA, DRAFT_2019_09),
  CONTAINS("contains", Kind.SCHEMA, DRAFT_7),
  ALL_OF("allOf", Kind.SCHEMAS),
  ANY_OF("anyOf", Kind.SCHEMAS),
  ONE_OF("oneOf", Kind.SCHEMAS),
  NOT("not", Kind.SCHEMA),
  IF("if", Kind.SCHEMA, DRAFT_7),
  THEN("then", Kind.SCHEMA, DRAFT_7),
  ELSE("else", Kind.SCHEMA, DRAFT_7),
  /** Has no part in validity, but its value is a schema, which may ask for redaction. */
  CONTENT_SCHEMA("contentSchema", Kind.SCHEMA, DRAFT_2019_09);

  /** The kind of a keyword's value. */
  enum Kind {
    VALUE,
    NUMBER,
    COUNT,
    PATTERN,
    SCHEMA,
    SCHEMAS,
    SCHEMA_OR_SCHEMAS,
    SCHEMA_MAP,
    DEPENDENCIES
  }

  private static final Map<String, Keyword> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Keyword::word, Function.identity()));

  private final String word;
  private final Kind kind;
  private final Draft since;

  Keyword(String word, Kind kind) {
    this(word, kind, DRAFT_4);
  }

  Keyword(String word, Kind kind, Draft since) {
    this.word = word;
    this.kind = kind;
    this.since = since;
  }

  static @Nullable Keyword of(String word) {
    return BY_NAME.get(word);
  }

  String word() {
    return word;
  }

  Kind kind() {
    return kind;
  }

  boolean isIn(Draft draft) {
    return draft.compareTo(since) >= 0;
  }
}
