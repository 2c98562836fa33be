package dev.eventlogger.query;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to a question may take, and a way to give the question up from another
 * thread. For one question, or several that belong together. Thread-safe.
 *
 * <p>A store lets its destination know, so that the work ends there too, and then throws a {@link
 * QueryCancelledException}.
 */
public final class Cancellation {

  private final Set<Ending> endings = new LinkedHashSet<>();
  private @Nullable String reason;

  private Cancellation() {}

  /** One that gives the question up only when it is told to. */
  public static Cancellation withoutTimeout() {
    return new Cancellation();
  }

  /**
   * One that gives the question up after a time, counted from now.
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
   * Gives the question up; has no effect on one that is answered. Any thread, any number of times.
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
   * For a store, between rows.
   *
   * @throws QueryCancelledException if the question was given up
   */
  public synchronized void check() {
    if (reason != null) {
      throw new QueryCancelledException(reason);
    }
  }

  /** Something that may fail in its own way. */
  public interface Work<T, X extends Exception> {
    /** Does it. */
    T run() throws X;
  }

  /**
   * For a store: does something that can be given up.
   *
   * @param cancel ends the work, so that it fails or returns soon; run at most once, by another
   *     thread, and never after this method has returned. It throws nothing, and waits for nothing
   *     that the work must do first
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

  /** Ends one work, but not what its thread does afterwards. Thread-safe. */
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

    /** Waits for an end that is just being put. */
    synchronized void isOfNoUse() {
      cancel = null;
    }
  }
}
