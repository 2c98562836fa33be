package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a batch is sent again. It is sent until it is delivered or refused for
 * good.
 *
 * <p>The wait is random, between zero and a limit that doubles with every try ("full jitter"), so
 * that clients of a recovering server do not all call it at the same moment.
 *
 * @param initialDelay limit of the wait before the second try; default 100 ms
 * @param maxDelay limit of any wait, at most a day; default 30 s
 */
public record RetryPolicy(Duration initialDelay, Duration maxDelay) {

  private static final int MOST_DOUBLINGS = 30;
  private static final Duration LONGEST = Duration.ofDays(1);

  public RetryPolicy {
    initialDelay = requireNonNullElse(initialDelay, Duration.ofMillis(100));
    maxDelay = requireNonNullElse(maxDelay, Duration.ofSeconds(30));
    new Requirements()
        .that(
            !initialDelay.isNegative() && !initialDelay.isZero(),
            "initial_delay",
            "must be more than 0")
        .that(maxDelay.compareTo(LONGEST) <= 0, "max_delay", "must be at most 1d")
        .that(
            maxDelay.compareTo(initialDelay) >= 0,
            "max_delay",
            "must not be less than initial_delay, " + initialDelay.toMillis() + "ms")
        .orThrow();
  }

  /**
   * Draws the time to wait.
   *
   * @param tries how often the batch was sent, at least 1
   */
  Duration delayAfter(int tries) {
    long doublings = Math.min(tries - 1, MOST_DOUBLINGS);
    // No overflow: initialDelay is at most a day, which 30 doublings leave below 2^57.
    long limit = Math.min(millis(maxDelay), millis(initialDelay) << doublings);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(limit + 1));
  }

  /** A shorter delay than a millisecond counts as one. */
  private static long millis(Duration delay) {
    return Math.max(1, delay.toMillis());
  }
}
