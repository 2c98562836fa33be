package dev.eventlogger.query;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long the answer to a question may take, and lets another thread give the question up.
 * For one question, or several that belong together. Thread-safe.
 *
 * <p>A store passes this on to its destination, so that the work ends there too, and then throws a
 * {@link QueryCancelledException}.
 */
public final class Cancellation {

  private final Set<Ending> endings = new LinkedHashSet<>();
  private @Nullable String reason;

  private Cancellation() {}

  /** Gives the question up only when {@link #cancel} is called. */
  public static Cancellation withoutTimeout() {
    return new Cancellation();
  }

  /**
   * Gives the question up after a timeout that starts now.
   *
   * @param timeout more than 0
   */
  public static Cancellation after(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: must be more than 0");
    }
    Cancellation cancellation = new Cancellation();
    String why =
        "there was no answer within "
            + shown(timeout)
            + "; ask for a shorter time, or give it longer";
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> cancellation.giveUp(why));
    return cancellation;
  }

  private static String shown(Duration timeout) {
    return timeout.toMillis() % 1_000 == 0
        ? timeout.toSeconds() + " s"
        : timeout.toMillis() + " ms";
  }

  /**
   * Gives the question up; has no effect once it is answered. May be called by any thread, any
   * number of times.
   */
  public void cancel() {
    giveUp("the question was given up");
  }

  private void giveUp(String why) {
    List<Ending> toEnd;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      toEnd = List.copyOf(endings);
    }
    toEnd.forEach(Ending::end);
  }

  /** Whether the question was given up. */
  public synchronized boolean isCancelled() {
    return reason != null;
  }

  /**
   * Throws if the question was given up; for a store to call between rows.
   *
   * @throws QueryCancelledException if the question was given up
   */
  public synchronized void check() {
    if (reason != null) {
      throw new QueryCancelledException(reason);
    }
  }

  /** Work that may throw exceptions of one kind. */
  public interface Work<T, X extends Exception> {
    /** Does the work. */
    T run() throws X;
  }

  /**
   * Does work that can be given up; for stores.
   *
   * @param cancel ends the work, so that it fails or returns soon; run at most once, by another
   *     thread, and never after this method has returned. It must not throw, nor wait for anything
   *     that the work has yet to do
   * @throws X what the work throws
   * @throws QueryCancelledException instead of what the work throws, or returns, if the question
   *     was given up
   */
  public <T, X extends Exception> T run(Runnable cancel, Work<T, X> work) throws X {
    Ending ending = new Ending(cancel);
    synchronized (this) {
      check();
      endings.add(ending);
    }
    try {
      T answer = work.run();
      check();
      return answer;
    } catch (Exception e) {
      check();
      throw e;
    } finally {
      synchronized (this) {
        endings.remove(ending);
      }
      ending.isOfNoUse();
    }
  }

  /** Ends one piece of work, but not what its thread does afterwards. Thread-safe. */
  private static final class Ending {

    private @Nullable Runnable cancel;

    Ending(Runnable cancel) {
      this.cancel = cancel;
    }

    synchronized void end() {
      if (cancel != null) {
        cancel.run();
      }
    }

    /** Waits for an end that is under way, and prevents any later one. */
    synchronized void isOfNoUse() {
      cancel = null;
    }
  }
}
