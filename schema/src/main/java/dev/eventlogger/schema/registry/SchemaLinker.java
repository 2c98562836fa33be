package dev.eventlogger.schema.registry;

import static java.util.Collections.unmodifiableList;
import static java.util.Collections.unmodifiableMap;
import static java.util.Objects.requireNonNull;

import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one document of a schema and everything that it refers to, so that no later step needs to
 * know of identifiers, base URIs and anchors. For one schema that the meta-schema accepted.
 */
final class SchemaLinker {

  /** How many keywords the result may have: references can multiply a small schema. */
  private static final int MOST_KEYWORDS = 100_000;

  private static final Set<String> LEFT_OUT =
      Set.of(
          "$id",
          "id",
          "$schema",
          "$anchor",
          "$dynamicAnchor",
          "$recursiveAnchor",
          "$vocabulary",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples");

  private static final String REDACTION = "x-redact";

  private static final Set<String> DYNAMIC = Set.of("$dynamicRef", "$recursiveRef");

  private final SchemaDocument document;
  private final ReferenceResolver references;
  private final Map<DynamicScope, IdentityHashMap<Object, Integer>> numbers = new HashMap<>();
  private final List<Subschema> targets = new ArrayList<>();
  private final List<DynamicScope> scopes = new ArrayList<>(); // of the targets
  private final List<SchemaProblem> problems = new ArrayList<>();
  private int keywords;
  private String at = "";

  SchemaLinker(SchemaDocument document, ReferenceResolver references) {
    this.document = document;
    this.references = references;
  }

  /**
   * Links the schema.
   *
   * @throws SchemaException with every reference that leads nowhere or in a circle, or anything
   *     else that cannot be linked
   */
  LinkedSchema link() {
    try {
      return linked();
    } catch (SchemaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // No known case; but whatever a schema holds, only that schema may be refused.
      throw new SchemaException(
          document.source(), at, "cannot be understood: " + e.getClass().getSimpleName());
    }
  }

  private LinkedSchema linked() {
    Map<String, @Nullable Object> definitions = new LinkedHashMap<>();
    String start = reference(document.root(), DynamicScope.EMPTY);
    for (int next = 0; next < targets.size(); next++) {
      Subschema target = targets.get(next);
      Place place = new Place(target.document(), target.base(), scopes.get(next));
      definitions.put(String.valueOf(next), schema(place, target.schema()));
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("$ref", start);
    json.put("definitions", unmodifiableMap(definitions));
    LinkedSchema linked = new LinkedSchema(document.draft(), unmodifiableMap(json));
    if (problems.isEmpty()) {
      problems.addAll(new ProgressCheck(linked, targets).problems());
    }
    if (!problems.isEmpty()) {
      throw new SchemaException(problems);
    }
    return linked;
  }

  /**
   * A reference to a schema: it gets a number for each scope in which its own references lead
   * elsewhere.
   */
  private String reference(Subschema target, DynamicScope from) {
    DynamicScope scope = from.entering(target);
    int number =
        numbers
            .computeIfAbsent(scope, any -> new IdentityHashMap<>())
            .computeIfAbsent(
                target.schema(),
                schema -> {
                  targets.add(target);
                  scopes.add(scope);
                  return targets.size() - 1;
                });
    return LinkedSchema.reference(number);
  }

  /** Where a schema is: in which document, under which URI, and in which scope it was reached. */
  private record Place(SchemaDocument document, URI base, DynamicScope scope) {

    Place within(Subschema schema) {
      return schema.base().equals(base)
          ? this
          : new Place(document, schema.base(), scope.entering(schema));
    }
  }

  private Object schema(Place outer, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> schema)) {
      return Boolean.TRUE.equals(value);
    }
    Subschema subschema = outer.document().subschema(schema);
    at = subschema.at();
    Place place = outer.within(subschema);
    boolean isHidden = place.document().draft().refStandsAlone() && schema.containsKey("$ref");
    Map<String, @Nullable Object> linked = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : schema.entrySet()) {
      String word = (String) entry.getKey();
      Keyword keyword = Keyword.of(word);
      if (isHidden && keyword != null && mentions(entry.getValue(), REDACTION)) {
        problem(subschema, word, "asks for redaction beside $ref, which hides it; use allOf");
      }
      if (word.equals("$ref") || DYNAMIC.contains(word)) {
        addReference(linked, subschema, word, place.scope());
      } else if (keyword != null && !isHidden) {
        countKeyword();
        linked.put(word, keyword(place, keyword, entry.getValue()));
      } else if (keyword == null && !LEFT_OUT.contains(word)) {
        linked.put(word, entry.getValue());
      }
    }
    return unmodifiableMap(linked);
  }

  private static boolean mentions(@Nullable Object value, String word) {
    if (value instanceof Map<?, ?> map) {
      return map.containsKey(word) || map.values().stream().anyMatch(each -> mentions(each, word));
    }
    return value instanceof List<?> list && list.stream().anyMatch(each -> mentions(each, word));
  }

  private void countKeyword() {
    if (++keywords > MOST_KEYWORDS) {
      throw new SchemaException(
          document.source(),
          "",
          "has more than " + MOST_KEYWORDS + " keywords together with what it refers to");
    }
  }

  private void addReference(
      Map<String, @Nullable Object> linked, Subschema schema, String word, DynamicScope scope) {
    try {
      Subschema target = references.resolve(schema, word, scope);
      countKeyword();
      if (linked.put("$ref", reference(target, scope)) != null) {
        problem(schema, word, "stands beside another reference; wrap both in allOf");
      }
    } catch (ReferenceResolver.DanglingException e) {
      problem(schema, word, String.valueOf(e.getMessage()));
    }
  }

  private void problem(Subschema schema, String word, String problem) {
    problems.add(new SchemaProblem(schema.document().source(), schema.at() + "/" + word, problem));
  }

  private @Nullable Object keyword(Place owner, Keyword keyword, @Nullable Object value) {
    return switch (keyword.kind()) {
      case VALUE, NUMBER, COUNT, PATTERN -> value;
      case SCHEMA -> schema(owner, value);
      case SCHEMAS -> schemas(owner, (List<?>) value);
      case SCHEMA_OR_SCHEMAS ->
          value instanceof List<?> list ? schemas(owner, list) : schema(owner, value);
      case SCHEMA_MAP, DEPENDENCIES -> schemaMap(owner, (Map<?, ?>) value);
    };
  }

  private List<Object> schemas(Place owner, @Nullable List<?> values) {
    List<Object> linked = new ArrayList<>();
    for (Object value : requireNonNull(values)) {
      linked.add(schema(owner, value));
    }
    return unmodifiableList(linked);
  }

  private Map<String, Object> schemaMap(Place owner, @Nullable Map<?, ?> values) {
    Map<String, Object> linked = new LinkedHashMap<>();
    requireNonNull(values)
        .forEach(
            (key, value) -> {
              // in dependencies, a list of names means "these are required"
              Object schema = value instanceof List<?> ? value : schema(owner, value);
              linked.put((String) key, schema);
            });
    return unmodifiableMap(linked);
  }
}
