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
 * base URIs, and the names others may refer to them by. Immutable, thread-safe.
 */
final class SchemaDocument {

  /**
   * A schema within a document.
   *
   * @param schema a map or a boolean
   * @param base the URI its references are relative to
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
   * Looks a schema over.
   *
   * @param json unmodifiable, nowhere the same object twice
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

  /** What {@code $id} says, made absolute, without a fragment. */
  URI uri() {
    return uri;
  }

  /** What is wrong with the keywords, the meta-schema aside. */
  List<SchemaProblem> problems() {
    return problems;
  }

  /** The schema as a whole. */
  Subschema root() {
    return new Subschema(this, json, uri, "");
  }

  /** All schemas in it that are not just true or false. */
  Collection<Subschema> subschemas() {
    return subschemas.values();
  }

  /** What is known of a map in it that is a schema. */
  Subschema subschema(Object schema) {
    return requireNonNull(subschemas.get(schema), "no schema of this document");
  }

  /**
   * A schema in it by its name: the URI of a {@code $id}, or that, {@code #} and an {@code
   * $anchor}.
   *
   * @return null if there is none
   */
  @Nullable Subschema named(String name) {
    return names.get(name);
  }

  /**
   * Whether a name stands at two different schemas. Real schemas do that, and never refer to it.
   */
  boolean isAmbiguous(String name) {
    return ambiguous.contains(name);
  }

  /** What dynamic references may lead to in the part of the document that has a URI, by name. */
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
