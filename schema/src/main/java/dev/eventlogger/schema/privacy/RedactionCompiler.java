package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.pattern.MalformedPatternException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a schema what {@link Redaction} needs to know. For one schema.
 *
 * <p>Schemas are read one after another, not recursively: a chain of references may be longer than
 * the stack is deep.
 */
final class RedactionCompiler {

  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  private record Unread(Subschema subschema, Map<?, ?> schema, String at) {}

  private final RefResolver refs;
  private final Annotations annotations;
  private final IdentityHashMap<Object, Subschema> known = new IdentityHashMap<>();
  private final List<Subschema> subschemas = new ArrayList<>();
  private final IdentityHashMap<Subschema, String> outOfReach = new IdentityHashMap<>();
  private final Deque<Unread> unread = new ArrayDeque<>();

  RedactionCompiler(RefResolver refs, Annotations annotations) {
    this.refs = refs;
    this.annotations = annotations;
  }

  /**
   * Compiles the whole schema.
   *
   * @throws IllegalArgumentException for the first thing that is wrong, with its place
   */
  Subschema compile(Map<?, ?> schema) {
    Subschema root = subschema(schema, "");
    for (Unread next = unread.poll(); next != null; next = unread.poll()) {
      for (Map.Entry<?, ?> entry : next.schema.entrySet()) {
        String word = String.valueOf(entry.getKey());
        String at = next.at + "/" + JsonPointers.segment(word);
        annotations.read(next.subschema, word, entry.getValue(), at);
        keyword(next, word, entry.getValue(), at);
      }
    }
    refuseAtRoot(root);
    refuseOutOfReach();
    findWhatMatters();
    return root;
  }

  /** Whether any schema that was read has categories. */
  boolean foundCategories() {
    return subschemas.stream().anyMatch(subschema -> subschema.categories != null);
  }

  private void keyword(Unread from, String word, @Nullable Object value, String at) {
    Subschema subschema = from.subschema;
    if (REFERENCES.contains(word)) {
      subschema.samePlace.add(
          new ApplyingSchema(referenced(from.schema, value, at), Applicability.CERTAIN));
      return;
    }
    switch (word) {
      case "allOf" -> samePlace(subschema, value, at, Applicability.CERTAIN);
      case "anyOf", "oneOf", "if", "then", "else" ->
          samePlace(subschema, value, at, Applicability.POSSIBLE);
      case "not" -> samePlace(subschema, value, at, Applicability.NEGATED);
      case "dependencies", "dependentSchemas" -> each(value, at, subschema.dependent::put);
      case "properties" -> each(value, at, subschema.properties::put);
      case "patternProperties" ->
          each(value, at, (regex, schema) -> pattern(subschema, regex, schema, at));
      case "additionalProperties" ->
          other(subschema.otherProperties, value, at, Applicability.CERTAIN);
      case "unevaluatedProperties" ->
          other(subschema.otherProperties, value, at, Applicability.POSSIBLE);
      case "propertyNames" ->
          outOfReach(value, at, "names cannot be redacted; put it into additionalProperties");
      case "contentSchema" ->
          outOfReach(
              value,
              at,
              "what is inside a text cannot be redacted; redact the text, beside contentSchema");
      default -> itemKeyword(from, word, value, at);
    }
  }

  private void itemKeyword(Unread from, String word, @Nullable Object value, String at) {
    Subschema subschema = from.subschema;
    switch (word) {
      case "prefixItems" -> firstItems(subschema, value, at);
      case "items" -> {
        if (value instanceof List<?>) {
          firstItems(subschema, value, at);
        } else {
          other(subschema.otherItems, value, at, Applicability.CERTAIN);
        }
      }
      case "additionalItems" -> {
        // Has no effect except beside a list of items.
        if (from.schema.get("items") instanceof List<?>) {
          other(subschema.otherItems, value, at, Applicability.CERTAIN);
        } else {
          outOfReach(value, at, "additionalItems mean nothing without a list of items");
        }
      }
      case "unevaluatedItems" -> other(subschema.otherItems, value, at, Applicability.POSSIBLE);
      case "contains" -> other(subschema.everyItem, value, at, Applicability.POSSIBLE);
      default -> {}
    }
  }

  /** Notes a schema that has no effect, although it looks as if it protected something. */
  private void outOfReach(@Nullable Object value, String at, String why) {
    outOfReach.put(subschema(value, at), why);
  }

  private void refuseOutOfReach() {
    outOfReach.forEach(
        (root, why) -> {
          Set<Subschema> reached = Collections.newSetFromMap(new IdentityHashMap<>());
          Deque<Subschema> next = new ArrayDeque<>(List.of(root));
          while (!next.isEmpty()) {
            Subschema subschema = next.remove();
            if (reached.add(subschema)) {
              refuse(subschema, why);
              subschema.next().forEach(next::add);
            }
          }
        });
  }

  private static void refuse(Subschema subschema, String why) {
    if (subschema.treatment != Treatment.KEEP) {
      throw new IllegalArgumentException(subschema.treatmentAt + ": " + why);
    }
    if (subschema.categories != null) {
      throw new IllegalArgumentException(subschema.categoriesAt + ": " + why);
    }
  }

  private Subschema referenced(Map<?, ?> from, @Nullable Object reference, String at) {
    Object target = reference instanceof String text ? refs.resolve(from, text) : null;
    if (target == null) {
      throw new IllegalArgumentException(
          at + ": leads to no schema; register the schema it refers to");
    }
    return subschema(target, at);
  }

  private void samePlace(
      Subschema subschema, @Nullable Object value, String at, Applicability reach) {
    if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        subschema.samePlace.add(
            new ApplyingSchema(subschema(list.get(index), at + "/" + index), reach));
      }
    } else {
      subschema.samePlace.add(new ApplyingSchema(subschema(value, at), reach));
    }
  }

  private void firstItems(Subschema subschema, @Nullable Object value, String at) {
    if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        subschema.firstItems.add(subschema(list.get(index), at + "/" + index));
      }
    }
  }

  /** Adds a schema for other members or items; an empty one describes nothing. */
  private void other(
      List<ApplyingSchema> views, @Nullable Object value, String at, Applicability reach) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      views.add(new ApplyingSchema(subschema(map, at), reach));
    }
  }

  private void each(@Nullable Object schemas, String at, BiConsumer<String, Subschema> named) {
    if (schemas instanceof Map<?, ?> map) {
      map.forEach(
          (key, schema) -> {
            String name = String.valueOf(key);
            named.accept(name, subschema(schema, at + "/" + JsonPointers.segment(name)));
          });
    }
  }

  private static void pattern(Subschema subschema, String regex, Subschema schema, String at) {
    try {
      subschema.patterns.put(EcmaPattern.compile(regex), schema);
    } catch (MalformedPatternException e) {
      throw new IllegalArgumentException(
          at + "/" + JsonPointers.segment(regex) + ": is no regular expression: " + e.getMessage(),
          e);
    }
  }

  private Subschema subschema(@Nullable Object schema, String at) {
    if (schema instanceof Map<?, ?> map) {
      Subschema before = known.get(map);
      return before != null ? before : unread(map, at);
    }
    Subschema subschema = new Subschema();
    subschema.isFalse = Boolean.FALSE.equals(schema);
    return subschema;
  }

  private Subschema unread(Map<?, ?> schema, String at) {
    Subschema subschema = new Subschema();
    known.put(schema, subschema);
    subschemas.add(subschema);
    unread.add(new Unread(subschema, schema, at));
    return subschema;
  }

  private static void refuseAtRoot(Subschema root) {
    Collection<ApplyingSchema> views = new LinkedHashSet<>();
    views.add(new ApplyingSchema(root, Applicability.CERTAIN));
    ApplyingSchemas.expand(views, null, view -> true);
    for (ApplyingSchema view : views) {
      if (view.schema().treatment != Treatment.KEEP) {
        throw new IllegalArgumentException(
            view.schema().treatmentAt
                + ": an event as a whole cannot be redacted; put it into properties");
      }
    }
  }

  /** Marks all schemas that redact something, and all that lead to these. */
  private void findWhatMatters() {
    IdentityHashMap<Subschema, List<Subschema>> leading = new IdentityHashMap<>();
    Deque<Subschema> news = new ArrayDeque<>();
    Consumer<Subschema> found =
        subschema -> {
          if (!subschema.matters) {
            subschema.matters = true;
            news.add(subschema);
          }
        };
    for (Subschema subschema : subschemas) {
      subschema
          .next()
          .forEach(to -> leading.computeIfAbsent(to, k -> new ArrayList<>()).add(subschema));
      if (subschema.treatment != Treatment.KEEP || subschema.categories != null) {
        found.accept(subschema);
      }
    }
    for (Subschema next = news.poll(); next != null; next = news.poll()) {
      leading.getOrDefault(next, List.of()).forEach(found);
    }
  }
}
