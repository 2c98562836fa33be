package dev.eventlogger.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in events: those of {@code java.lang} and {@code java.math}, {@code AtomicInteger} and
 * {@code AtomicLong}. A {@code float} counts as the number that its text says. Stateless,
 * thread-safe.
 */
public final class JsonNumbers {

  /** The most characters of a number that common JSON readers accept. */
  private static final int LONGEST = 1000;

  /** A number of more bits is longer than that, whatever its digits. */
  private static final int LONGEST_BITS = 3400;

  /** A number of no more bits is not longer, even with a sign, a point and an exponent. */
  private static final int SHORT_BITS = 3200;

  /** The most zeros that a number is written with, instead of with an exponent. */
  private static final int MOST_ZEROS = 1000;

  /** Beyond this, only some Java versions accept a number. */
  static final int LARGEST_EXPONENT = 1_000_000_000;

  private JsonNumbers() {}

  /** Whether a value is a number without a fraction or exponent, as it is written. */
  public static boolean isWhole(@Nullable Object value) {
    return value instanceof BigInteger || isLong(value);
  }

  /** Whether a value is a whole number that {@code longValue} returns exactly. */
  static boolean isLong(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof AtomicInteger
        || value instanceof AtomicLong;
  }

  /**
   * Whether two numbers are equal, as 1, 1.0 and 1e0 are. A number that no event can hold equals
   * none.
   */
  public static boolean areEqual(Number one, Number other) {
    if (isLong(one) && isLong(other)) {
      return one.longValue() == other.longValue();
    }
    return problem(one) == null
        && problem(other) == null
        && decimal(one).compareTo(decimal(other)) == 0;
  }

  /**
   * Returns the exact number.
   *
   * @throws NumberFormatException if it is not finite
   */
  public static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return isLong(number)
        ? BigDecimal.valueOf(number.longValue())
        : new BigDecimal(number.toString());
  }

  /**
   * The shortest text of a number without an exponent, or, where that would be mostly zeros, with
   * one: 1e1000000 would be a million digits.
   */
  public static String text(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return Math.abs((long) bare.scale()) <= MOST_ZEROS ? bare.toPlainString() : bare.toString();
  }

  /** Why a number cannot be in an event, as a sentence without its subject; null if it can. */
  static @Nullable String problem(Number number) {
    if (number instanceof Double || number instanceof Float) {
      boolean isFinite = Double.isFinite(number.doubleValue());
      return isFinite ? null : "is " + number + ", which is not a JSON number";
    }
    if (number instanceof BigDecimal decimal) {
      return Math.abs((long) decimal.scale()) > LARGEST_EXPONENT
          ? "is a number with too large an exponent; pass it as text"
          : problem(decimal, decimal.unscaledValue());
    }
    if (number instanceof BigInteger integer) {
      return problem(integer, integer);
    }
    return isLong(number) ? null : JsonValues.notJson(number);
  }

  private static @Nullable String problem(Number number, BigInteger digits) {
    int bits = digits.bitLength();
    // Refused before it is turned into text, which takes long for a number of a million digits.
    boolean isLong = bits > LONGEST_BITS;
    boolean fits = bits <= SHORT_BITS || (!isLong && number.toString().length() <= LONGEST);
    return fits ? null : "is a number of more than " + LONGEST + " digits; pass it as text";
  }
}
