package dev.eventlogger.schema.registry;

import dev.eventlogger.event.JsonNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@code enum} or a {@code const}: finds an equal simple value by hash, and
 * compares others only as far as they are equal. Immutable, thread-safe.
 */
final class EqualValues {

  private final Set<@Nullable Object> simple = new HashSet<>();
  private final List<Object> nested = new ArrayList<>();

  EqualValues(List<?> values) {
    for (Object value : values) {
      if (value instanceof Map<?, ?> || value instanceof List<?>) {
        nested.add(value);
      } else {
        simple.add(key(value));
      }
    }
  }

  /** Whether one of them equals a value. */
  boolean contain(@Nullable Object value, WorkBudget budget) {
    if (value instanceof String text) {
      budget.spendText(text);
    }
    if (!(value instanceof Map<?, ?> || value instanceof List<?>)) {
      return simple.contains(key(value));
    }
    for (Object each : nested) {
      if (areEqual(each, value, budget)) {
        return true;
      }
    }
    return false;
  }

  /** A key that is the same for 1, 1.0 and 1e0. */
  private static @Nullable Object key(@Nullable Object simple) {
    return simple instanceof Number number
        ? JsonNumbers.decimal(number).stripTrailingZeros()
        : simple;
  }

  private static boolean areEqual(@Nullable Object one, @Nullable Object other, WorkBudget budget) {
    budget.spend(1);
    if (one instanceof Map<?, ?> map) {
      return other instanceof Map<?, ?> with && areEqual(map, with, budget);
    }
    if (one instanceof List<?> list) {
      return other instanceof List<?> with && areEqual(list, with, budget);
    }
    if (other instanceof String text) {
      budget.spendText(text);
    }
    Object key = key(one);
    return key == null ? other == null : key.equals(key(other));
  }

  private static boolean areEqual(Map<?, ?> one, Map<?, ?> other, WorkBudget budget) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : one.entrySet()) {
      Object value = other.get(entry.getKey());
      boolean isThere = value != null || other.containsKey(entry.getKey());
      if (!isThere || !areEqual(entry.getValue(), value, budget)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areEqual(List<?> one, List<?> other, WorkBudget budget) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int index = 0; index < one.size(); index++) {
      if (!areEqual(one.get(index), other.get(index), budget)) {
        return false;
      }
    }
    return true;
  }
}
