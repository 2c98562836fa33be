package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much there is to check for one value, not counting its parts: its schema, and those that
 * references, {@code allOf} and {@code anyOf} add for the same value. For one schema in one place.
 */
final class SamePlace {

  /** An event costs at most its size times this. */
  static final int MOST_WORK = 200;

  private static final int PATTERN = 8;
  private static final int DEEPEST = 50;

  private static final List<String> FOR_PARTS =
      List.of(
          "properties",
          "patternProperties",
          "additionalProperties",
          "items",
          "prefixItems",
          "additionalItems");

  private final LinkedSchema linked;
  private int work;
  private int ways;

  SamePlace(LinkedSchema linked, @Nullable Object schema) {
    this.linked = linked;
    add(schema, 0);
  }

  /** The number of schemas, each pattern counting as several. */
  int work() {
    return work;
  }

  /** How many of them look at the parts of the value; at least 1. */
  int ways() {
    return Math.max(ways, 1);
  }

  private void add(@Nullable Object value, int depth) {
    work += depth > DEEPEST ? MOST_WORK : 1;
    if (!(value instanceof Map<?, ?> schema) || work > MOST_WORK) {
      return;
    }
    work += schema.containsKey("pattern") ? PATTERN : 0;
    work += schema.get("patternProperties") instanceof Map<?, ?> map ? PATTERN * map.size() : 0;
    ways += FOR_PARTS.stream().anyMatch(schema::containsKey) ? 1 : 0;
    Object reference = schema.get("$ref");
    if (reference != null) {
      add(linked.follow(reference), depth + 1);
    }
    for (String word : List.of("allOf", "anyOf")) {
      if (schema.get(word) instanceof List<?> schemas) {
        schemas.forEach(each -> add(each, depth + 1));
      }
    }
  }
}
