package dev.eventlogger.query;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that any store can compare. */
final class Numbers {

  private static final Pattern JSON =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");
  private static final int LONGEST = 64;
  private static final int LARGEST_EXPONENT = 400;

  private Numbers() {}

  /** The number that a JSON text of at most 64 characters stands for; empty if it is none. */
  static Optional<BigDecimal> read(String text) {
    if (text.length() > LONGEST || !JSON.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text)).filter(Numbers::isComparable);
  }

  /** Whether databases can write the number out. */
  static boolean isComparable(BigDecimal number) {
    return number.precision() <= LONGEST && Math.abs((long) number.scale()) <= LARGEST_EXPONENT;
  }
}
