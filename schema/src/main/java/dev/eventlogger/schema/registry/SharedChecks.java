package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The checks of schemas that hold no others, such as that of a text of at most 200 characters.
 * Equal schemas share one check, so that the checks of a registry with a thousand schemas still fit
 * into a processor's cache. They are kept for ever, even those of schemas that were refused.
 * Thread-safe.
 */
final class SharedChecks {

  private final Map<Key, Check> checks = new ConcurrentHashMap<>();

  /** With the draft, since some keywords have another meaning in another draft. */
  private record Key(Draft draft, Map<?, ?> schema) {}

  /** Whether a schema neither holds nor refers to another one, except for true and false. */
  static boolean canShare(Map<?, ?> schema) {
    return !schema.containsKey("$ref") && schema.values().stream().noneMatch(SharedChecks::nests);
  }

  private static boolean nests(@Nullable Object value) {
    return value instanceof Map
        || (value instanceof List<?> items && items.stream().anyMatch(SharedChecks::nests));
  }

  /** The check of a schema, compiled unless there is one for an equal schema. */
  Check of(Draft draft, Map<?, ?> schema, Supplier<Check> compiler) {
    return checks.computeIfAbsent(new Key(draft, schema), key -> compiler.get());
  }
}
