package dev.eventlogger.upkeep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs periodic work on one thread, which exists only if there is such work. Thread-safe. */
public final class Upkeep implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(1);

  private final @Nullable EventReports reports;
  private final @Nullable ScheduledExecutorService thread;

  /**
   * Starts the work.
   *
   * @param reports null for none
   */
  public Upkeep(RuntimePolicy policy, @Nullable EventReports reports) {
    this.reports = reports;
    if (!policy.hasFiles() && reports == null) {
      thread = null;
      return;
    }
    thread = Executors.newSingleThreadScheduledExecutor(Upkeep::daemon);
    if (policy.hasFiles()) {
      repeat(policy::look, LOOK);
    }
    if (reports != null) {
      repeat(reports::report, reports.every());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "event-logger-upkeep");
    thread.setDaemon(true);
    return thread;
  }

  @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // it is set; no work throws
  private void repeat(Runnable work, Duration every) {
    long nanos = every.toNanos();
    thread.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Ends the work with a last report, and waits a moment for work under way. Does not interrupt it,
   * since that would close a journal being written to.
   */
  @Override
  public synchronized void close() {
    if (thread == null || thread.isShutdown()) {
      return;
    }
    if (reports != null) {
      thread.execute(reports::end);
    }
    thread.shutdown();
    try {
      boolean unused = thread.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reports != null) {
      reports.stop();
    }
  }
}
