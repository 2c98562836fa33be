package dev.eventlogger.event;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as milliseconds with a fraction, and back, without loss. */
final class Durations {

  private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int NANO_DIGITS = 9;
  private static final int MILLI_DIGITS = 3;

  private Durations() {}

  /** A plain decimal, such as {@code 12.5}. */
  static String millis(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
    return seconds.movePointRight(MILLI_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Null if the number is negative, or too large to be a time. Cut to nanoseconds. */
  static @Nullable Duration ofMillis(Number millis) {
    BigDecimal exact = new BigDecimal(millis.toString());
    if (exact.signum() < 0 || exact.compareTo(LONGEST_MILLIS) > 0) {
      return null;
    }
    if (exact.scale() > 1000) {
      return Duration.ZERO;
    }
    BigDecimal[] parts = exact.divideAndRemainder(BigDecimal.ONE);
    long nanos = parts[1].movePointRight(NANO_DIGITS - MILLI_DIGITS).longValue();
    return Duration.ofMillis(parts[0].longValue()).plusNanos(nanos);
  }
}
