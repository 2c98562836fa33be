package dev.eventlogger.delivery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reports once how many events were logged after closing, and what to do about it. Thread-safe. */
final class LateEvents {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final LongSupplier count;
  private final AtomicBoolean came = new AtomicBoolean();
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * Starts with no late events.
   *
   * @param count how many events were refused since the event logger was closed
   */
  LateEvents(LongSupplier count) {
    this.count = count;
  }

  /**
   * Notes that an event was refused. The first one starts a thread that waits for the rest, and
   * reports the total.
   */
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

  /** The message for the end of the process; null if no event was late. */
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
