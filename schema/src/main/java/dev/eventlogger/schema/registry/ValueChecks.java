package dev.eventlogger.schema.registry;

import static java.util.Collections.singletonList;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code enum} and {@code const}: decided for text, booleans, null and small integers. */
final class ValueChecks {

  private ValueChecks() {}

  static Check of(Map<?, ?> schema) {
    Check check = Check.ALWAYS;
    if (schema.get("enum") instanceof List<?> values) {
      check = oneOf(values);
    }
    return schema.containsKey("const")
        ? check.and(oneOf(singletonList(schema.get("const"))))
        : check;
  }

  private static Check oneOf(List<?> values) {
    Set<@Nullable Object> allowed = new HashSet<>();
    for (Object value : values) {
      if (isSimple(value)) {
        allowed.add(value);
      }
    }
    return value -> {
      if (value instanceof Integer number) {
        return allowed.contains(number.longValue());
      }
      return isSimple(value) && allowed.contains(value);
    };
  }

  private static boolean isSimple(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || (value instanceof Long && NumberChecks.isKnown(value));
  }

  /** Whether it is of a Java type that is written to JSON without conversion. */
  static boolean isJson(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Map<?, ?>
        || value instanceof List<?>
        || value instanceof Boolean
        || value instanceof Number;
  }
}
