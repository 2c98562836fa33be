package dev.eventlogger.server.http;

import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reports faults of the server while requests are handled, at most one a minute. Thread-safe. */
final class HandlingFailures {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Reports a fault, or counts it if one was reported in the last minute. */
  void report(Throwable failure) {
    long now = System.nanoTime();
    long due = next.get();
    count.incrementAndGet();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
      long times = count.getAndSet(0);
      String words = "requests failed (" + times + " since this was said last); the newest: ";
      LOG.log(Level.ERROR, words + FailureWords.of(failure), FailureWords.shown(failure));
    }
  }
}
