package dev.eventlogger.intake;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values in nested maps, by dotted path. */
final class Paths {

  private Paths() {}

  /** The value at a path, whether its keys are nested or dotted; null if there is none. */
  static @Nullable Object find(Map<?, ?> map, String path) {
    Object whole = map.get(path);
    if (whole != null) {
      return whole;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (map.get(path.substring(0, dot)) instanceof Map<?, ?> below) {
        return find(below, path.substring(dot + 1));
      }
    }
    return null;
  }

  /** Whether a configured value and an event's are the same JSON value. */
  static boolean isSame(Object configured, @Nullable Object actual) {
    if (configured instanceof Number expected && actual instanceof Number number) {
      if (isWhole(expected) && isWhole(number)) {
        return expected.longValue() == number.longValue();
      }
      return Double.compare(expected.doubleValue(), number.doubleValue()) == 0;
    }
    if (actual instanceof Enum<?> constant) {
      return configured.equals(constant.name());
    }
    if (actual instanceof CharSequence || actual instanceof UUID) {
      return configured.equals(actual.toString());
    }
    return configured.equals(actual);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer;
  }
}
