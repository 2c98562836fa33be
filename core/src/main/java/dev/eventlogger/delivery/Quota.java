package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps repeated messages from flooding a log: allows three lines in five minutes, and counts the
 * suppressed ones. For one thread.
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

  /** Whether one more line may be logged now; if not, counts it as suppressed. */
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

  /** How many lines were suppressed since the last call. */
  long takeUnsaid() {
    long count = unsaid;
    unsaid = 0;
    return count;
  }
}
