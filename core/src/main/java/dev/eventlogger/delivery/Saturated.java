package dev.eventlogger.delivery;

import java.time.Duration;

/** Converts durations to nanoseconds; one that is too long for a {@code long} becomes 292 years. */
public final class Saturated {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Saturated() {}

  /** The nanoseconds of a duration; 0 if it is negative. */
  public static long nanos(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
  }
}
