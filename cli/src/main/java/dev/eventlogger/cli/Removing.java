package dev.eventlogger.cli;

import dev.eventlogger.query.Removal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One removal, with its progress on a terminal. Ctrl-C lets the current chunk finish, and reports
 * how far it got. For one thread, and the one that ends the JVM.
 */
final class Removing {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int PATIENCE_SECONDS = 30;

  private final PrintWriter err;
  private final AtomicLong removed = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean isStopped;

  Removing(PrintWriter err) {
    this.err = err;
  }

  /** Work that is done in chunks. */
  interface Work {
    long run(Removal removal) throws IOException, InterruptedException;
  }

  /**
   * Removes events, and returns how many.
   *
   * @throws InterruptedException after it has reported how many were removed until then
   */
  long run(Work work) throws IOException, InterruptedException {
    Progress progress = Progress.ofEvents();
    Thread hook = new Thread(this::stop, "event-logger-removal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run(new Removal(false, Removal.MOST, PAUSE, count -> at(count, progress)));
    } catch (InterruptedException e) {
      err.println(
          "interrupted after "
              + Terminal.count(removed.get())
              + " events were removed; run it again for the rest");
      throw e;
    } finally {
      progress.clear();
      ended.countDown();
      remove(hook);
    }
  }

  private void at(long count, Progress progress) {
    removed.set(count);
    progress.at(count);
    if (isStopped) {
      // The store notices this before the next chunk, not in the middle of one.
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    isStopped = true;
    try {
      boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook is running.
    }
  }
}
