package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps what is said again and again from flooding a log: three lines in five minutes, and how many
 * were not said. For one thread.
 */
final class Quota {

  static final Duration PERIOD = Duration.ofMinutes(5);
  static final int LINES = 3;

  private final LongSupplier clock;
  private long begun;
  private int said;
  private long unsaid;

  Quota(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether one more line may be said now; counted as unsaid if not. */
  boolean allows() {
    long now = clock.getAsLong();
    if (said == 0 || now - begun >= PERIOD.toNanos()) {
      begun = now;
      said = 0;
    }
    if (said < LINES) {
      said++;
      return true;
    }
    unsaid++;
    return false;
  }

  /** How many were not said since this was asked last. */
  long takeUnsaid() {
    long count = unsaid;
    unsaid = 0;
    return count;
  }
}
