package dev.eventlogger.config;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Calls a plugin's code on a separate thread. So a plugin that hangs does not block the start for
 * ever. Thread-safe.
 */
public final class PluginCall {

  private PluginCall() {}

  /**
   * Calls a plugin.
   *
   * @param what for the message and the thread's name, such as {@code org.example.Sink.open()}
   * @param late receives the result if it comes when nobody waits for it any more
   * @throws TimeoutException if the time ran out; the call is interrupted and abandoned
   * @throws InterruptedException if the caller was interrupted; the call is then interrupted too
   * @throws Exception what the plugin threw; an error is thrown as it is
   */
  public static <T> T within(Duration timeout, String what, Callable<T> call, Consumer<T> late)
      throws Exception {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(call, future, late), "event-logger-start " + what);
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      TimeoutException hangs =
          new TimeoutException(
              what
                  + " has not returned within "
                  + timeout.toSeconds()
                  + " s; see its thread in a"
                  + " thread dump, or leave the plugin out");
      return abandon(future, thread, hangs);
    } catch (InterruptedException e) {
      return abandon(future, thread, e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static <T> void run(Callable<T> call, CompletableFuture<T> future, Consumer<T> late) {
    T result;
    try {
      result = call.call();
    } catch (Throwable e) {
      boolean unused = future.completeExceptionally(e);
      return;
    }
    if (!future.complete(result)) {
      late.accept(result);
    }
  }

  /** Gives up on a call; returns the result if it came at the last moment. */
  private static <T> T abandon(CompletableFuture<T> future, Thread thread, Exception reason)
      throws Exception {
    if (future.completeExceptionally(reason)) {
      thread.interrupt();
      throw reason;
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static Exception unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }
}
