package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to a question may take, and a way to give the question up from another
 * thread. For one question, or several that belong together. Thread-safe.
 *
 * <p>A store lets its destination know, so that the work ends there too, and then throws a {@link
 * QueryCancelledException}.
 */
public final class Cancellation {

  private final @Nullable Duration timeout;
  private final Set<Runnable> actions = new LinkedHashSet<>();
  private @Nullable String reason;

  private Cancellation(@Nullable Duration timeout) {
    this.timeout = timeout;
  }

  /** One that gives the question up only when it is told to. */
  public static Cancellation withoutTimeout() {
    return new Cancellation(null);
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
    Cancellation cancellation = new Cancellation(timeout);
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> cancellation.giveUp("there was no answer within " + shown(timeout)));
    return cancellation;
  }

  private static String shown(Duration timeout) {
    return timeout.toMillis() % 1_000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
  }

  /** Gives the question up; has no effect on one that is answered. Any thread, any number of times. */
  public void cancel() {
    giveUp("the question was given up");
  }

  private void giveUp(String why) {
    List<Runnable> toRun;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Runnable::run);
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
  public void check() {
    if (isCancelled()) {
      throw exception(null);
    }
  }

  /**
   * For a store: does something that can be given up.
   *
   * @param cancel ends it, so that it fails or returns soon; run at most once, on another thread
   *     than that of the work, which may be over by then
   * @throws QueryCancelledException instead of what the work throws, or returns, if the question was
   *     given up
   */
  public <T> T run(Runnable cancel, Supplier<T> work) {
    Runnable action = () -> cancel.run(); // one of its own for each call
    synchronized (this) {
      check();
      actions.add(action);
    }
    try {
      T answer = work.get();
      check();
      return answer;
    } catch (QueryCancelledException e) {
      throw e;
    } catch (RuntimeException e) {
      throw isCancelled() ? exception(e) : e;
    } finally {
      synchronized (this) {
        actions.remove(action);
      }
    }
  }

  private synchronized QueryCancelledException exception(@Nullable Throwable cause) {
    return new QueryCancelledException(
        requireNonNull(reason, "not cancelled")
            + (timeout == null ? "" : "; ask for a shorter time, or give it longer"),
        cause);
  }
}
