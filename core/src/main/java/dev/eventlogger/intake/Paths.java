package dev.eventlogger.intake;

import dev.eventlogger.event.ValueText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values in nested maps, by dotted path. */
final class Paths {

  private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,30}\\.[0-9]{1,30}");

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

  /**
   * Whether a configured value and an event's are the same JSON value. A text is also the same as a
   * number or a boolean that is written like it: YAML takes {@code 404} for a number.
   */
  static boolean isSame(Object configured, @Nullable Object actual) {
    if (configured instanceof Number expected && actual instanceof Number number) {
      if (isWhole(expected) && isWhole(number)) {
        return expected.longValue() == number.longValue();
      }
      return Double.compare(expected.doubleValue(), number.doubleValue()) == 0;
    }
    if (actual instanceof Enum<?> constant) {
      return isWritten(configured, constant.name());
    }
    if (actual instanceof CharSequence || actual instanceof UUID) {
      return isWritten(configured, actual.toString());
    }
    boolean isOfJson = actual == null || actual instanceof Number || actual instanceof Boolean;
    if (isOfJson || !(configured instanceof String text)) {
      return configured.equals(actual);
    }
    return isRecordedAs(text, actual);
  }

  /** 404 is written 404 only, since 0404 may be another user; 1.1 may also be written 1.10. */
  private static boolean isWritten(Object configured, String text) {
    boolean isFraction = configured instanceof Double || configured instanceof BigDecimal;
    if (!isFraction || !FRACTION.matcher(text).matches()) {
      return configured.toString().equals(text);
    }
    return new BigDecimal(configured.toString()).compareTo(new BigDecimal(text)) == 0;
  }

  /** Times, for example, are text once they are recorded. */
  private static boolean isRecordedAs(String text, @Nullable Object actual) {
    if (actual instanceof Map<?, ?> || actual instanceof Collection<?>) {
      return false;
    }
    try {
      return ValueText.of(text).equals(ValueText.of(actual));
    } catch (IllegalArgumentException e) {
      return false; // it cannot be recorded at all
    }
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer;
  }
}
