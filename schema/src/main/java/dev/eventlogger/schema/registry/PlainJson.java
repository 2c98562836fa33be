package dev.eventlogger.schema.registry;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.JsonPointers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies JSON values into a normal form, whatever their types were: unmodifiable maps and lists,
 * text, {@code Boolean}, null; integers as {@code Long} or, where a {@code double} could not hold
 * them exactly, {@code BigInteger}; numbers with a fraction as {@code Double} or, where that loses
 * digits, {@code BigDecimal}. For one copy.
 *
 * <p>This avoids three traps of Vert.x: it compares as doubles unless one number is big, refuses
 * {@code BigDecimal("2.0")} as an integer, and needs minutes for the remainder of {@code 1e999999}.
 */
final class PlainJson {

  /** Beyond this, a {@code double} cannot hold every integer. */
  static final long LARGEST_EXACT = 1L << 53;

  private static final int DEEPEST = CanonicalJson.MAX_DEPTH + 2;

  /** Numbers in schemas stay below this, so a larger one can be cut to it and compares the same. */
  private static final int LARGEST_EXPONENT = 400;

  private static final BigInteger HUGE = BigInteger.TEN.pow(LARGEST_EXPONENT);
  private static final BigDecimal TINY = BigDecimal.ONE.scaleByPowerOfTen(-LARGEST_EXPONENT);

  /** Says what cannot be copied, and where. */
  static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1;
    private final String at;

    NotPlainException(String at, String problem) {
      super(problem, null, false, false);
      this.at = at;
    }

    String at() {
      return at;
    }

    String problem() {
      return String.valueOf(getMessage());
    }

    private NotPlainException below(Object keyOrIndex) {
      return new NotPlainException(
          "/" + JsonPointers.segment(String.valueOf(keyOrIndex)) + at, problem());
    }
  }

  /**
   * The size of what was copied.
   *
   * @param characters of all texts and names
   * @param longestPath how many characters the names above a value have, at most
   * @param longestPaths the sum of those of a value, of what contains it, and so on, at most
   */
  record Size(int values, long characters, int longestPath, long longestPaths) {}

  private final int mostValues;
  private int values;
  private long characters;
  private int path;
  private int longestPath;
  private long paths;
  private long longestPaths;

  /**
   * Copies one value.
   *
   * @param mostValues how many values it may consist of
   */
  PlainJson(int mostValues) {
    this.mostValues = mostValues;
  }

  /** The size of everything that was copied. */
  Size size() {
    return new Size(values, characters, longestPath, longestPaths);
  }

  /** Copies a map with text as keys. */
  Map<String, @Nullable Object> object(Map<?, ?> map) throws NotPlainException {
    return object(map, 0);
  }

  private @Nullable Object value(@Nullable Object value, int depth) throws NotPlainException {
    if (++values > mostValues) {
      throw new NotPlainException("", "has more than " + mostValues + " values");
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      characters += text.length();
      return text;
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    }
    if (value instanceof List<?> list) {
      return list(list, depth);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    throw new NotPlainException(
        "",
        "is a "
            + value.getClass().getName()
            + "; only maps, lists, text, numbers, booleans and nulls are JSON");
  }

  private Map<String, @Nullable Object> object(Map<?, ?> map, int depth) throws NotPlainException {
    checkDepth(depth);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new NotPlainException("", "has a key that is no text; keys must be text");
      }
      try {
        characters += key.length();
        path += key.length() + 1;
        paths += path;
        longestPath = Math.max(longestPath, path);
        longestPaths = Math.max(longestPaths, paths);
        copy.put(key, value(entry.getValue(), depth + 1));
        paths -= path;
        path -= key.length() + 1;
      } catch (NotPlainException e) {
        throw e.below(key);
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  private List<@Nullable Object> list(List<?> list, int depth) throws NotPlainException {
    checkDepth(depth);
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      try {
        copy.add(value(item, depth + 1));
      } catch (NotPlainException e) {
        throw e.below(copy.size());
      }
    }
    return Collections.unmodifiableList(copy);
  }

  private static void checkDepth(int depth) throws NotPlainException {
    if (depth >= DEEPEST) {
      throw new NotPlainException("", "is nested deeper than " + DEEPEST + " levels");
    }
  }

  private static Number number(Number number) throws NotPlainException {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return integer(number.longValue());
    }
    if (number instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE ? integer(big.longValue()) : cut(big);
    }
    if (number instanceof BigDecimal decimal) {
      return decimal(decimal);
    }
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new NotPlainException("", "is not a finite number, and only those are JSON");
      }
      return number instanceof Float ? Double.valueOf(number.toString()) : number;
    }
    throw new NotPlainException("", "is a " + number.getClass().getName() + ", which is not JSON");
  }

  private static Number integer(long number) {
    boolean isExact = -LARGEST_EXACT <= number && number <= LARGEST_EXACT;
    return isExact ? (Number) number : BigInteger.valueOf(number);
  }

  private static BigInteger cut(BigInteger number) {
    if (number.abs().compareTo(HUGE) <= 0) {
      return number;
    }
    return number.signum() > 0 ? HUGE : HUGE.negate();
  }

  private static Number decimal(BigDecimal number) throws NotPlainException {
    // as long, since both may be near their limits
    long exponent = (long) number.precision() - number.scale();
    if (number.signum() != 0 && exponent > LARGEST_EXPONENT) {
      return number.signum() > 0 ? HUGE : HUGE.negate();
    }
    if (number.signum() != 0 && exponent < -LARGEST_EXPONENT) {
      return number.signum() > 0 ? TINY : TINY.negate();
    }
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.scale() <= 0) {
      return number(stripped.toBigInteger());
    }
    double approximate = number.doubleValue();
    boolean isExact = BigDecimal.valueOf(approximate).compareTo(number) == 0;
    return isExact ? (Number) approximate : number;
  }
}
