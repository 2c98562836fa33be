package dev.eventlogger.schema.registry;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.SchemaRef;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One schema as it was given, with its key, and with a map of its subschemas: their places, their
 * base URIs, and the names by which others may refer to them. Immutable, thread-safe.
 */
final class SchemaDocument {

  /**
   * A schema within a document.
   *
   * @param schema a map or a boolean
   * @param base the URI that its references are relative to
   * @param at its place: a JSON pointer
   */
  record Subschema(SchemaDocument document, Object schema, URI base, String at) {}

  private final String source;
  private final Map<String, @Nullable Object> json;
  private final SchemaRef ref;
  private final Draft draft;
  private final URI uri;
  private final IdentityHashMap<Object, Subschema> subschemas = new IdentityHashMap<>();
  private final Map<String, Subschema> names = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final Map<URI, Map<String, Subschema>> dynamicAnchors = new HashMap<>();
  private final List<SchemaProblem> problems;

  /**
   * Examines a schema.
   *
   * @param json unmodifiable, and without the same object in two places
   */
  SchemaDocument(
      String source, Map<String, @Nullable Object> json, SchemaRef ref, Draft draft, URI uri) {
    this.source = source;
    this.json = json;
    this.ref = ref;
    this.draft = draft;
    this.uri = uri;
    SubschemaWalk walk = new SubschemaWalk(this);
    walk.walk();
    problems = List.copyOf(walk.problems());
  }

  String source() {
    return source;
  }

  Map<String, @Nullable Object> json() {
    return json;
  }

  SchemaRef ref() {
    return ref;
  }

  Draft draft() {
    return draft;
  }

  /** The schema's {@code $id}, made absolute, without a fragment. */
  URI uri() {
    return uri;
  }

  /** What is wrong with the keywords, apart from what the meta-schema says. */
  List<SchemaProblem> problems() {
    return problems;
  }

  /** The whole schema. */
  Subschema root() {
    return new Subschema(this, json, uri, "");
  }

  /** All schemas in it, except for plain true or false. */
  Collection<Subschema> subschemas() {
    return subschemas.values();
  }

  /** The subschema for a map of this document that is a schema. */
  Subschema subschema(Object schema) {
    return requireNonNull(subschemas.get(schema), "no schema of this document");
  }

  /**
   * A schema in it by its name: the URI of its {@code $id}, optionally with {@code #} and an {@code
   * $anchor}.
   *
   * @return null if there is none
   */
  @Nullable Subschema named(String name) {
    return names.get(name);
  }

  /** Whether two different schemas have a name. Real schemas do that, and never refer to it. */
  boolean isAmbiguous(String name) {
    return ambiguous.contains(name);
  }

  /** The possible targets of dynamic references in the part of the document with a URI, by name. */
  Map<String, Subschema> dynamicAnchors(URI base) {
    return dynamicAnchors.getOrDefault(base, Map.of());
  }

  /** The schema at a place, or null if there is none. */
  @Nullable Subschema at(Subschema start, String pointer) {
    Object value = Pointers.find(start.schema(), pointer);
    if (value instanceof Boolean) {
      return new Subschema(this, value, start.base(), start.at() + pointer);
    }
    return value == null ? null : subschemas.get(value);
  }

  void add(Subschema subschema) {
    subschemas.put(subschema.schema(), subschema);
  }

  void addDynamicAnchor(String name, Subschema subschema) {
    dynamicAnchors
        .computeIfAbsent(subschema.base(), base -> new HashMap<>())
        .putIfAbsent(name, subschema);
  }

  void addName(String name, Subschema subschema) {
    Subschema first = names.putIfAbsent(name, subschema);
    if (first != null && !first.schema().equals(subschema.schema())) {
      ambiguous.add(name);
    }
  }
}
