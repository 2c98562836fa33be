package dev.eventlogger.schema.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says about privacy: what it asks for itself, and which schemas apply to the same
 * value, its properties and its items. Filled by the compiler, then never changed.
 */
final class Subschema {

  /** What {@code x-redact} asks for, and the place where it says so. */
  Treatment treatment = Treatment.KEEP;

  String treatmentAt = "";

  @Nullable Set<String> categories;

  String categoriesAt = "";

  /** Whether it is the schema {@code false}, which no value meets. */
  boolean isFalse;

  /** Whether it, or any schema that can be reached from it, redacts anything. */
  boolean matters;

  final List<ApplyingSchema> samePlace = new ArrayList<>();
  final Map<String, Subschema> dependent = new HashMap<>();
  final Map<String, Subschema> properties = new HashMap<>();
  final Map<Pattern, Subschema> patterns = new LinkedHashMap<>();
  final List<ApplyingSchema> otherProperties = new ArrayList<>();
  final List<Subschema> firstItems = new ArrayList<>();
  final List<ApplyingSchema> otherItems = new ArrayList<>();
  final List<ApplyingSchema> everyItem = new ArrayList<>();

  /** Adds the schemas that apply to a property. */
  void property(
      String name, NameSearch search, Applicability reach, Collection<ApplyingSchema> views) {
    Subschema named = properties.get(name);
    boolean isNamed = named != null;
    if (named != null) {
      views.add(new ApplyingSchema(named, reach));
    }
    for (Map.Entry<Pattern, Subschema> pattern : patterns.entrySet()) {
      if (search.finds(pattern.getKey(), name)) {
        isNamed = true;
        views.add(new ApplyingSchema(pattern.getValue(), reach));
      }
    }
    if (!isNamed) {
      addAll(otherProperties, reach, views);
    }
  }

  /** Adds the schemas that apply to an item. */
  void item(int index, Applicability reach, Collection<ApplyingSchema> views) {
    addAll(everyItem, reach, views);
    if (index < firstItems.size()) {
      views.add(new ApplyingSchema(firstItems.get(index), reach));
    } else {
      addAll(otherItems, reach, views);
    }
  }

  private void addAll(
      List<ApplyingSchema> more, Applicability reach, Collection<ApplyingSchema> views) {
    ApplyingSchema here = new ApplyingSchema(this, reach);
    more.forEach(view -> views.add(here.then(view)));
  }

  /** All schemas that apply to a property or an item. */
  private Stream<Subschema> below() {
    Stream<ApplyingSchema> others =
        Stream.of(otherProperties, otherItems, everyItem).flatMap(Collection::stream);
    return Stream.of(
            properties.values().stream(),
            patterns.values().stream(),
            firstItems.stream(),
            others.map(ApplyingSchema::schema))
        .flatMap(schemas -> schemas);
  }

  /** All schemas that can be reached in one step. */
  Stream<Subschema> next() {
    return Stream.of(
            samePlace.stream().map(ApplyingSchema::schema), dependent.values().stream(), below())
        .flatMap(schemas -> schemas);
  }

  /** Whether a property or an item may be redacted. */
  boolean mattersBelow() {
    return below().anyMatch(schema -> schema.matters);
  }
}
