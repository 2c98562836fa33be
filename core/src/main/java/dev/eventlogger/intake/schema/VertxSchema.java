package dev.eventlogger.intake.schema;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a linked schema as Vert.x is to see it. For one schema.
 *
 * <p>Vert.x changes the schema it is given, while registering and, unless every subschema already
 * is a {@link JsonSchema}, while validating: it gets a copy of its own, ready. It evaluates {@code
 * pattern} without bound and in {@code date-time} allows no zone: those become {@link OwnChecks}.
 */
final class VertxSchema {

  /** The formats of JSON Schema; others say nothing. */
  private static final Set<String> FORMATS =
      Set.of(
          "date",
          "time",
          "duration",
          "email",
          "idn-email",
          "hostname",
          "idn-hostname",
          "ipv4",
          "ipv6",
          "uri-template",
          "uuid",
          "json-pointer",
          "relative-json-pointer",
          "regex");

  /** Vert.x's patterns for formats take more than linear time, or stack, on longer texts. */
  private static final int LONGEST_FORMATTED = 1_000;

  private final OwnChecks ownChecks;
  private final List<Pattern> keyPatterns = new ArrayList<>();
  private final List<JsonObject> schemas = new ArrayList<>();

  VertxSchema(OwnChecks ownChecks) {
    this.ownChecks = ownChecks;
  }

  /** Whether a format says anything, those of {@link OwnChecks} aside. */
  static boolean isAsserted(String format) {
    return FORMATS.contains(format);
  }

  /** The patterns that Vert.x will look for in keys, which cannot be taken from it. */
  List<Pattern> keyPatterns() {
    return List.copyOf(keyPatterns);
  }

  /**
   * Takes out what Vert.x put in to find schemas by their URIs, and needs no more. With it, Vert.x
   * makes a URI of every error, which costs more than finding the error, and nobody reads it.
   */
  void forgetPlaces() {
    schemas.forEach(schema -> schema.remove("__absolute_uri__"));
  }

  JsonSchema root(LinkedSchema linked) {
    JsonObject root = new JsonObject();
    root.put("$ref", linked.json().get("$ref"));
    root.put("definitions", schemaMap(linked.definitions()));
    return made(root);
  }

  private Object schema(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> schema)) {
      return Boolean.TRUE.equals(value);
    }
    JsonObject result = new JsonObject(new LinkedHashMap<>());
    List<Object> more = new ArrayList<>();
    schema.forEach(
        (word, content) -> {
          Keyword keyword = Keyword.of((String) word);
          if (word.equals("$ref") || keyword == Keyword.CONST) {
            result.put((String) word, content);
          } else if (keyword != null) {
            keyword(keyword, requireNonNull(content), result, more);
          }
        });
    if (result.containsKey("contains") && !result.containsKey("minContains")) {
      // With maxContains alone, Vert.x accepts an array that contains nothing.
      result.put("minContains", 1);
    }
    addAll(result, more);
    return made(result);
  }

  private static void addAll(JsonObject written, List<Object> more) {
    if (!more.isEmpty()) {
      JsonArray allOf = written.getJsonArray("allOf", new JsonArray());
      more.forEach(allOf::add);
      written.put("allOf", allOf);
    }
  }

  private void keyword(Keyword keyword, Object value, JsonObject written, List<Object> more) {
    String word = keyword.word();
    switch (keyword) {
      case FORMAT -> format((String) value, more);
      case PATTERN -> more.add(formatted(ownChecks.pattern(String.valueOf(value))));
      case UNIQUE_ITEMS -> {
        if (Boolean.TRUE.equals(value)) {
          more.add(formatted(ownChecks.uniqueItems()));
        }
      }
      case DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, DEPENDENCIES ->
          ((Map<?, ?>) value).forEach((key, needs) -> more.add(dependent((String) key, needs)));
      case PATTERN_PROPERTIES -> {
        ((Map<?, ?>) value).keySet().forEach(key -> keyPatterns.add(Pattern.compile((String) key)));
        written.put(word, schemaMap((Map<?, ?>) value));
      }
      default -> written.put(word, plain(keyword, value));
    }
  }

  private Object plain(Keyword keyword, Object value) {
    return switch (keyword.kind()) {
      case VALUE, NUMBER, PATTERN -> value;
      case COUNT -> count((Number) value);
      case SCHEMA -> schema(value);
      case SCHEMAS -> schemas((List<?>) value);
      case SCHEMA_OR_SCHEMAS -> value instanceof List<?> list ? schemas(list) : schema(value);
      case SCHEMA_MAP, DEPENDENCIES -> schemaMap((Map<?, ?>) value);
    };
  }

  private void format(String format, List<Object> more) {
    String own = ownChecks.format(format);
    if (own != null) {
      more.add(formatted(own));
    } else if (isAsserted(format)) {
      more.add(bounded(format));
    }
  }

  /**
   * A format that is looked at only if the text is short: {@code maxLength} beside it is too late.
   */
  private JsonSchema bounded(String format) {
    JsonObject lengths = new JsonObject().put("maxLength", LONGEST_FORMATTED);
    if (format.endsWith("email")) {
      // It looks at the first character, whether there is one or not.
      lengths.put("minLength", 1);
    }
    JsonObject bounded = lengths.copy();
    bounded.put("if", made(lengths));
    bounded.put("then", formatted(format));
    return made(bounded);
  }

  private JsonSchema formatted(String format) {
    return made(new JsonObject().put("format", format));
  }

  /** One form for three keywords, which Vert.x reads as schemas in the wrong places. */
  private JsonSchema dependent(String key, @Nullable Object needs) {
    Object schema =
        needs instanceof List<?> names
            ? made(new JsonObject().put("required", new JsonArray(new ArrayList<>(names))))
            : schema(needs);
    return made(new JsonObject().put("dependentSchemas", new JsonObject().put(key, schema)));
  }

  private static int count(Number count) {
    return (int) Math.min(count.doubleValue(), Integer.MAX_VALUE);
  }

  private JsonArray schemas(List<?> values) {
    JsonArray written = new JsonArray();
    values.forEach(value -> written.add(schema(value)));
    return written;
  }

  private JsonObject schemaMap(Map<?, ?> values) {
    JsonObject written = new JsonObject(new LinkedHashMap<>());
    values.forEach((key, value) -> written.put((String) key, schema(value)));
    return written;
  }

  private JsonSchema made(JsonObject schema) {
    schemas.add(schema);
    return JsonSchema.of(schema);
  }
}
