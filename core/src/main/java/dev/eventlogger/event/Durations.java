package dev.eventlogger.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as milliseconds with a fraction, and back, without loss. */
public final class Durations {

  private static final BigDecimal SECONDS_BOUND =
      new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE - 1));
  private static final int NANO_DIGITS = 9;
  private static final int MILLI_DIGITS = 3;
  // A number in JSON has at most 1,000 digits, so one with more decimals than that is practically
  // 0.
  private static final int MOST_DECIMALS = 1000;

  private Durations() {}

  /** Returns milliseconds as a plain decimal, such as {@code 12.5}. */
  public static String millis(Duration duration) {
    BigDecimal millis = seconds(duration).movePointRight(MILLI_DIGITS);
    return millis.stripTrailingZeros().toPlainString();
  }

  /** Returns nanoseconds, which may be too many for a {@code long}. */
  public static BigInteger nanos(Duration duration) {
    return seconds(duration).movePointRight(NANO_DIGITS).toBigIntegerExact();
  }

  /**
   * Returns the duration, cut to nanoseconds; null if the number is negative, or too large for one.
   */
  public static @Nullable Duration ofMillis(Number millis) {
    BigDecimal exact = JsonNumbers.decimal(millis);
    if (exact.scale() > MOST_DECIMALS) {
      return exact.signum() < 0 ? null : Duration.ZERO;
    }
    BigDecimal seconds = exact.scaleByPowerOfTen(-MILLI_DIGITS);
    if (seconds.signum() < 0 || seconds.compareTo(SECONDS_BOUND) >= 0) {
      return null;
    }
    BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
    long nanos = parts[1].scaleByPowerOfTen(NANO_DIGITS).longValue();
    return Duration.ofSeconds(parts[0].longValueExact(), nanos);
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
  }
}
