package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much it takes until an event is given up since the sink fails on it. For the log's thread.
 *
 * <p>A strike is: the sink failed on the event alone, and in its next call took another. If that
 * fails too, all strikes are forgotten. A destination that fails at random, however often, gives an
 * event ten strikes in a row less than twice in a million times. An outage of a part of the
 * destination (a shard, a host) lasts; so where the failure may be one of input or output, the
 * strikes must span five minutes as well.
 */
final class Suspicion {

  static final int STRIKES = 10;
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();
  // The third try, and each fourth from there: others are tried too, to see whose fault it is.
  private static final int TRIES_BEFORE = 3;
  private static final int TRIES_BETWEEN = 4;
  private static final int MOST_CAUSES = 20;

  private final RetryPolicy retry;
  private final long patience;
  private final LongSupplier clock;

  Suspicion(RetryPolicy retry, Duration patience, LongSupplier clock) {
    this.retry = retry;
    this.patience = patience.toNanos();
    this.clock = clock;
  }

  long now() {
    return clock.getAsLong();
  }

  /** Whether it is time to ask if the sink fails on everything. */
  static boolean isDue(Part failed) {
    int more = failed.tries() - TRIES_BEFORE;
    return more >= 0 && more % TRIES_BETWEEN == 0;
  }

  /** Notes that the sink took another event after it failed on this one. */
  void strike(Part single, Throwable failure) {
    long rest = retry.delayAfter(single.strikes() + 1).toNanos();
    single.strike(now(), isOfCode(failure) ? Math.min(rest, LONGEST_REST) : rest);
  }

  /** Whether the event is to be given up. */
  boolean isProved(Part single, Throwable failure) {
    return single.strikes() >= STRIKES
        && (isOfCode(failure) || single.struckFor(now()) >= patience);
  }

  /**
   * Whether it is the sink's code that fails, and not what it talks to. Exceptions of input and
   * output are checked ones, which libraries like to wrap; and memory runs out for all.
   */
  static boolean isOfCode(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      boolean isUnchecked = cause instanceof RuntimeException || cause instanceof Error;
      boolean isOfAll =
          cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError);
      if (!isUnchecked || isOfAll) {
        return false;
      }
      cause = causeOf(cause);
    }
    return true;
  }

  /** An exception is the sink's code too. */
  private static @Nullable Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }
}
