package dev.eventlogger;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.upkeep.Upkeep;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes an event logger once: when the application does, or else when the JVM shuts down.
 * Thread-safe.
 *
 * <p>All shutdown hooks of a JVM run at once, and whatever sends SIGTERM usually kills the process
 * 30 seconds later. So the hook waits for what the application still logs, but not for long: up to
 * 10 seconds, followed by a {@code close_timeout} of 10 and 5 for listeners.
 */
final class Shutdown {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private static final Duration LISTENERS_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LAST_WAIT = Duration.ofSeconds(3);

  private final Pipeline pipeline;
  private final Upkeep upkeep;
  private final Thread hook;
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean closed;

  Shutdown(Pipeline pipeline, Upkeep upkeep) {
    this.pipeline = pipeline;
    this.upkeep = upkeep;
    hook = new Thread(this::closeAtTheEnd, "event-logger-shutdown");
  }

  void install() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Opened while the JVM shuts down: whoever did that must close it.
    }
  }

  void close() {
    closing.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs too, and the second caller waits for the first.
    }
    closePipeline();
  }

  /** The same as {@link #close}, on a thread of its own that is not a daemon. */
  CompletionStage<Ledger> closeAsync() {
    return CompletableFuture.supplyAsync(
            () -> {
              close();
              return pipeline.delivery().ledger();
            },
            Shutdown::startThread)
        .minimalCompletionStage();
  }

  private static void startThread(Runnable closing) {
    Thread thread = new Thread(closing, "event-logger-close");
    thread.setDaemon(false);
    thread.start();
  }

  /** Even if the application logs to the very end, what comes after closing is at least counted. */
  private void closeAtTheEnd() {
    upkeep.close(); // its reports do not count as the application's logging
    boolean isQuiet = awaitQuiet(LONGEST_WAIT);
    closePipeline();
    if (!isQuiet) {
      boolean unused = awaitQuiet(LAST_WAIT);
    }
    String late = pipeline.delivery().lateEvents();
    if (late != null) {
      lastWords(late);
    }
  }

  /**
   * Logging frameworks have shutdown hooks too, and java.util.logging prints nothing after its own.
   */
  private static void lastWords(String words) {
    System.err.println("event-logger: " + words);
  }

  /** Waits until nothing has been logged for a second; false if the time ran out first. */
  private boolean awaitQuiet(Duration timeout) {
    long begun = System.nanoTime();
    long quietSince = begun;
    long logged = pipeline.delivery().logged();
    while (System.nanoTime() - begun < timeout.toNanos()) {
      if (System.nanoTime() - quietSince >= QUIET.toNanos() || isClosing()) {
        return true;
      }
      long now = pipeline.delivery().logged();
      if (now != logged) {
        logged = now;
        quietSince = System.nanoTime();
      }
    }
    return false;
  }

  /** Whether the application is closing it; waits a moment for that. */
  private boolean isClosing() {
    try {
      return closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // nobody interrupts the hook; if somebody does, close at once
    }
  }

  private synchronized void closePipeline() {
    if (closed) {
      return;
    }
    closed = true;
    upkeep.close();
    pipeline.delivery().close();
    pipeline.check().close(LISTENERS_TIMEOUT);
    report(pipeline.delivery().ledger());
  }

  private void report(Ledger ledger) {
    ledger
        .logs()
        .forEach(
            (name, log) -> {
              if (log.totalLost() > 0) {
                String words =
                    "log " + name + ": lost " + log.totalLost() + " events: " + log.lost();
                LOG.log(Level.ERROR, words);
                if (Thread.currentThread() == hook) {
                  lastWords(words);
                }
              }
            });
  }
}
