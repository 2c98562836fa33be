package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an event is given up because the sink fails on it. For the log's thread.
 *
 * <p>A strike means that the sink failed on the event alone, and took another right after. If it
 * takes no other, all strikes are forgotten. A destination that fails at random, however often,
 * gives an event ten strikes in a row less than twice in a million times. A partial outage of the
 * destination (a shard, a host) may last; so where the failure may be one of input or output, the
 * strikes must also span five minutes.
 */
final class Suspicion {

  static final int STRIKES = 10;
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();
  // At the third try, and every fourth from there, others are tried too, to see whose fault it is.
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

  /** Whether it is time to find out if the sink fails on everything. */
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
   * Whether the sink's code fails, rather than what it talks to. Exceptions of input and output are
   * checked, and often wrapped by libraries; and running out of memory affects everything.
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

  /** The cause, if the exception's own code does not throw. */
  private static @Nullable Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }
}
