package dev.eventlogger.delivery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says once how many events were logged after closing, and what to do about it. Thread-safe. */
final class LateEvents {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final LongSupplier count;
  private final AtomicBoolean came = new AtomicBoolean();
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * Nothing is late so far.
   *
   * @param count how many events were refused since the event logger is closed
   */
  LateEvents(LongSupplier count) {
    this.count = count;
  }

  /** An event was refused. The first one has all of them counted, on a thread of its own. */
  void came() {
    if (came.get() || !came.compareAndSet(false, true)) {
      return;
    }
    Thread thread = new Thread(this::countAndSay, "event-logger-late-events");
    thread.setDaemon(true);
    thread.start();
  }

  private void countAndSay() {
    long begun = System.nanoTime();
    long before;
    do {
      before = count.getAsLong();
      LockSupport.parkNanos(QUIET.toNanos());
    } while (count.getAsLong() != before && System.nanoTime() - begun < LONGEST.toNanos());
    say();
  }

  private void say() {
    if (said.compareAndSet(false, true)) {
      LOG.log(Level.ERROR, words(count.getAsLong()));
    }
  }

  /** What is to be said at the end of the process; null if nothing is late. */
  @Nullable String lastWords() {
    long late = count.getAsLong();
    return late == 0 ? null : words(late);
  }

  private static String words(long late) {
    return late
        + " events were logged after the event logger was closed, and dropped; close it after all"
        + " that logs: a server with a graceful shutdown opens it with closeOnShutdown(false), and"
        + " closes it after the last request";
  }
}
