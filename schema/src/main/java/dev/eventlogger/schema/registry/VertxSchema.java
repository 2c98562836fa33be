package dev.eventlogger.schema.registry;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.registry.OwnChecks.OwnCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a linked schema for Vert.x. For one schema.
 *
 * <p>Vert.x changes the schema that it is given, while registering and, unless every subschema
 * already is a {@link JsonSchema}, while validating: so it gets a finished copy of its own. Every
 * schema in it has a {@code format} of {@link OwnChecks}, which counts all work, and checks what
 * Vert.x would evaluate in unbounded time or memory, or not as the specification says.
 */
final class VertxSchema {

  /** The cost of compiling a pattern, for each character: Vert.x compiles it every time. */
  private static final int COMPILING = 8;

  /** Marks what was an {@code if}. */
  static final String CONDITION = "own:if";

  /** Marks what was a {@code contains}. */
  static final String CONTAINED = "own:contains";

  private static final Set<Keyword> KEPT =
      EnumSet.of(Keyword.PROPERTY_NAMES, Keyword.UNEVALUATED_PROPERTIES, Keyword.UNEVALUATED_ITEMS);

  private final OwnChecks ownChecks;
  private final LinkedSchema linked;
  private final boolean seesEvaluated;
  private final List<JsonObject> schemas = new ArrayList<>();

  VertxSchema(LinkedSchema linked, OwnChecks ownChecks) {
    this.linked = linked;
    this.ownChecks = ownChecks;
    seesEvaluated = linked.json().toString().contains("unevaluated");
  }

  /**
   * Removes what Vert.x added to find schemas by their URIs, and no longer needs. With it, Vert.x
   * makes a URI for every error, which costs more than finding the error, and nobody reads it.
   */
  void forgetPlaces() {
    schemas.forEach(schema -> schema.remove("__absolute_uri__"));
  }

  JsonSchema root() {
    WrittenSchema root = new WrittenSchema();
    root.put("$ref", requireNonNull(linked.json().get("$ref")));
    JsonObject definitions = new JsonObject(new LinkedHashMap<>());
    linked.definitions().forEach((key, value) -> definitions.put((String) key, schema(value)));
    root.put("definitions", definitions);
    return made(root);
  }

  private Object schema(@Nullable Object value) {
    return value instanceof Map<?, ?> schema
        ? object(schema, new WrittenSchema())
        : Boolean.TRUE.equals(value);
  }

  /** A schema whose work is counted even if it is only true or false. */
  private JsonSchema counted(@Nullable Object value) {
    WrittenSchema written = new WrittenSchema();
    written.isBranch();
    return counted(value, written);
  }

  private JsonSchema kept(@Nullable Object value) {
    WrittenSchema written = new WrittenSchema();
    written.isKept();
    return counted(value, written);
  }

  private JsonSchema counted(@Nullable Object value, WrittenSchema written) {
    if (value instanceof Map<?, ?> schema) {
      return object(schema, written);
    }
    if (!Boolean.TRUE.equals(value)) {
      written.check(KeywordChecks.never());
    }
    return made(written);
  }

  private JsonSchema object(Map<?, ?> schema, WrittenSchema written) {
    schema.forEach(
        (word, value) -> {
          Keyword keyword = Keyword.of((String) word);
          if (word.equals("$ref")) {
            reference(requireNonNull(value), written);
          } else if (keyword != null) {
            keyword(keyword, value, schema, written);
          }
        });
    return made(written);
  }

  /**
   * Separates a reference where that matters: schemas beside it must not see what it has evaluated.
   */
  private void reference(Object reference, WrittenSchema written) {
    if (seesEvaluated && !linked.draft().refStandsAlone()) {
      WrittenSchema alone = new WrittenSchema();
      alone.put("$ref", reference);
      written.also(made(alone));
    } else {
      written.put("$ref", reference);
    }
  }

  private void keyword(
      Keyword keyword, @Nullable Object value, Map<?, ?> schema, WrittenSchema written) {
    OwnCheck check = KeywordChecks.of(keyword, value);
    if (check != null) {
      written.check(check);
      return;
    }
    String word = keyword.word();
    switch (keyword) {
      case ENUM, CONST, FORMAT, PATTERN, UNIQUE_ITEMS, MULTIPLE_OF, CONTENT_SCHEMA -> {}
      case DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, DEPENDENCIES ->
          ((Map<?, ?>) requireNonNull(value))
              .forEach((key, needs) -> dependent((String) key, needs, written));
      case PATTERN_PROPERTIES -> patterns((Map<?, ?>) requireNonNull(value), written);
      case ALL_OF, ANY_OF, ONE_OF -> written.put(word, branches((List<?>) value));
      case IF, THEN, ELSE -> condition(keyword, schema, written);
      case CONTAINS, MIN_CONTAINS, MAX_CONTAINS -> contains(keyword, schema, written);
      default -> plain(keyword, requireNonNull(value), written);
    }
  }

  private void plain(Keyword keyword, Object value, WrittenSchema written) {
    switch (keyword) {
      case PROPERTIES -> written.looksUp(((Map<?, ?>) value).size());
      case REQUIRED -> {
        written.looksUp(((List<?>) value).size());
        written.mayFailTimes(((List<?>) value).size());
      }
      case PROPERTY_NAMES, ADDITIONAL_PROPERTIES, UNEVALUATED_PROPERTIES ->
          written.goesThroughMembers();
      case ITEMS, PREFIX_ITEMS, ADDITIONAL_ITEMS, UNEVALUATED_ITEMS -> written.goesThroughItems();
      case MIN_LENGTH, MAX_LENGTH -> written.goesThroughCharacters();
      default -> {}
    }
    written.put(keyword.word(), content(keyword, value));
  }

  private Object content(Keyword keyword, Object value) {
    return switch (keyword.kind()) {
      case VALUE, NUMBER, PATTERN, DEPENDENCIES -> value;
      case COUNT -> (int) Math.min(((Number) value).doubleValue(), Integer.MAX_VALUE);
      case SCHEMA ->
          KEPT.contains(keyword) && value instanceof Map<?, ?> ? kept(value) : schema(value);
      case SCHEMAS -> branches((List<?>) value);
      case SCHEMA_OR_SCHEMAS -> value instanceof List<?> list ? branches(list) : schema(value);
      case SCHEMA_MAP -> schemaMap((Map<?, ?>) value);
    };
  }

  /**
   * Writes three keywords in one form, since Vert.x looks for schemas in the wrong places in them.
   */
  private void dependent(String key, @Nullable Object needs, WrittenSchema written) {
    if (needs instanceof List<?> names) {
      written.check(KeywordChecks.needs(key, names));
      return;
    }
    WrittenSchema dependent = new WrittenSchema();
    dependent.put("dependentSchemas", new JsonObject().put(key, counted(needs)));
    written.also(made(dependent));
  }

  /** Searches the names before Vert.x does, since its search is not bounded. */
  private void patterns(Map<?, ?> value, WrittenSchema written) {
    List<Pattern> patterns = new ArrayList<>();
    JsonObject schemas = new JsonObject(new LinkedHashMap<>());
    value.forEach(
        (key, schema) -> {
          Pattern pattern = EcmaPattern.compile((String) key);
          patterns.add(pattern);
          written.looksUp(COMPILING * pattern.pattern().length());
          written.goesThroughMembers();
          schemas.put(free(pattern.pattern(), schemas), kept(schema));
        });
    WrittenSchema search = new WrittenSchema();
    search.check(KeywordChecks.searches(patterns));
    written.also(made(search));
    written.put("patternProperties", schemas);
  }

  /** An unused name for a pattern, since two patterns may read the same in Java. */
  private static String free(String pattern, JsonObject taken) {
    String name = pattern;
    while (taken.containsKey(name)) {
      name += "(?:)";
    }
    return name;
  }

  /**
   * In Vert.x, an {@code if} that is not met counts what it looked at as evaluated, and {@code
   * then} sees that. Where it matters, alternatives are written instead, which are correct.
   */
  private void condition(Keyword keyword, Map<?, ?> schema, WrittenSchema written) {
    if (!seesEvaluated) {
      written.put(keyword.word(), schema(schema.get(keyword.word())));
    } else if (keyword == Keyword.IF) {
      WrittenSchema then = new WrittenSchema();
      then.also(counted(schema.get("if")));
      then.also(counted(orTrue(schema, "then")));
      WrittenSchema otherwise = new WrittenSchema();
      otherwise.put("not", counted(schema.get("if")));
      otherwise.also(counted(orTrue(schema, "else")));
      WrittenSchema condition = new WrittenSchema();
      condition.put("anyOf", new JsonArray().add(made(then)).add(made(otherwise)));
      condition.put(CONDITION, true);
      written.also(made(condition));
    }
  }

  private static @Nullable Object orTrue(Map<?, ?> schema, String word) {
    return schema.containsKey(word) ? schema.get(word) : (Object) true;
  }

  /**
   * In 2019-09, items that match {@code contains} do not count as evaluated: a double "not"
   * discards them.
   */
  private void contains(Keyword keyword, Map<?, ?> schema, WrittenSchema written) {
    written.goesThroughItems();
    if (!seesEvaluated || linked.draft() != Draft.DRAFT_2019_09) {
      plain(keyword, requireNonNull(schema.get(keyword.word())), written);
    } else if (keyword == Keyword.CONTAINS) {
      WrittenSchema contains = new WrittenSchema();
      contains.goesThroughItems();
      for (Keyword each : List.of(keyword, Keyword.MIN_CONTAINS, Keyword.MAX_CONTAINS)) {
        if (schema.containsKey(each.word())) {
          plain(each, requireNonNull(schema.get(each.word())), contains);
        }
      }
      WrittenSchema not = new WrittenSchema();
      not.put("not", made(contains));
      WrittenSchema twice = new WrittenSchema();
      twice.put("not", made(not));
      twice.put(CONTAINED, true);
      written.also(made(twice));
    }
  }

  private JsonArray branches(@Nullable List<?> values) {
    JsonArray written = new JsonArray();
    requireNonNull(values).forEach(value -> written.add(counted(value)));
    return written;
  }

  private JsonObject schemaMap(Map<?, ?> values) {
    JsonObject written = new JsonObject(new LinkedHashMap<>());
    values.forEach((key, value) -> written.put((String) key, schema(value)));
    return written;
  }

  private JsonSchema made(WrittenSchema written) {
    JsonObject schema = written.finished(ownChecks);
    schemas.add(schema);
    return JsonSchema.of(schema);
  }
}
