package dev.eventlogger.spring.method;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that are safe to log: they reveal nothing besides themselves. */
final class PlainValue {

  private static final int LONGEST_TEXT = 128;
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Double.class,
          Float.class,
          BigInteger.class,
          BigDecimal.class);

  private PlainValue() {}

  /** The value as an event holds it; null for any that is not plain. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof String text) {
      return cut(text);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Number number) {
      return isPlain(number) ? number : null;
    }
    if (value instanceof Character || value instanceof UUID || isTime(value)) {
      return String.valueOf(value);
    }
    return value instanceof Boolean ? value : null;
  }

  /** JSON has no infinity, and number classes of third parties may do anything. */
  private static boolean isPlain(Number number) {
    return NUMBERS.contains(number.getClass()) && Double.isFinite(number.doubleValue());
  }

  private static boolean isTime(@Nullable Object value) {
    return value instanceof TemporalAccessor
        && value.getClass().getPackageName().equals("java.time");
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean isHalf = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, isHalf ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
  }
}
