package dev.eventlogger.seal.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a log seals what it has delivered: after so many events, or so much time. Thread-safe.
 *
 * <p>After a seal, the log's thread has at least twenty times as long as that took to deliver,
 * except that the time is kept to: so a slow disk is synced less often, for more events each time,
 * instead of taking most of the log's time.
 */
final class SealPace {

  private static final int DELIVERING_PER_SEALING = 20;

  private final int events;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private volatile long restsUntil;

  SealPace(SealSettings settings, LongSupplier nanoTime) {
    events = settings.events();
    interval = settings.interval();
    this.nanoTime = nanoTime;
    restsUntil = nanoTime.getAsLong();
  }

  /**
   * Whether to seal now.
   *
   * @param waiting how many events wait for it
   * @param waited how long the first of them has waited
   */
  boolean isDue(int waiting, Duration waited) {
    return waited.compareTo(interval) >= 0
        || (waiting >= events && nanoTime.getAsLong() - restsUntil >= 0);
  }

  /** A task that seals. */
  interface Sealing<E extends Exception> {
    void run() throws E;
  }

  /** Seals, and notes how long it took. */
  <E extends Exception> void time(Sealing<E> sealing) throws E {
    long begun = nanoTime.getAsLong();
    sealing.run();
    long ended = nanoTime.getAsLong();
    restsUntil = ended + (ended - begun) * DELIVERING_PER_SEALING;
  }
}
