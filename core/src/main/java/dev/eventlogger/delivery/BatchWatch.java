package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;

/**
 * Waits until a batch of a queue is due. Used under the queue's lock, except for {@link #isAsleep}.
 *
 * <p>Waking a thread costs the waker several microseconds, many times what it takes to copy an
 * event. So callers do not wake the delivery thread: it looks every few milliseconds, and only
 * after a while without any event does it sleep until a caller wakes it.
 */
final class BatchWatch {

  /** The state of the queue. */
  interface Waiting {
    long events();

    long bytes();

    /** Whether an event has found no room since the last batch. */
    boolean isCrowded();

    /** Whether somebody waits for these events to be settled. */
    boolean isHurried();

    /** Whether the queue is closed, so that no batch needs to fill. */
    boolean isClosed();

    /** Whether it is closed, and no event is on its way in. */
    default boolean isOver() {
      return isClosed();
    }
  }

  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
  private static final int EMPTY_LOOKS_BEFORE_SLEEP = 200;

  private final DeliverySettings settings;
  private final long dueEvents;
  private final long dueBytes;
  private final Condition woken;
  private long waitingSince = System.nanoTime();
  private volatile boolean asleep;

  /**
   * Creates a watch over a queue.
   *
   * @param woken a condition of the queue's lock
   */
  BatchWatch(DeliverySettings settings, Condition woken) {
    this.settings = settings;
    this.woken = woken;
    // A queue that is about to fill up does not wait for a whole batch.
    boolean isJournal = settings.directory() != null;
    long room = isJournal ? settings.journalBytes() / 4 : settings.queueBytes() / 2;
    dueBytes = Math.min(settings.batchBytes(), Math.max(1, room));
    int most = isJournal ? Integer.MAX_VALUE : Math.max(1, settings.queueEvents() / 2);
    dueEvents = Math.min(settings.batchSize(), most);
  }

  /** Restarts the time that the waiting events have waited. */
  void begin() {
    waitingSince = System.nanoTime();
  }

  /** Whether the delivery thread waits to be woken. */
  boolean isAsleep() {
    return asleep;
  }

  void wake() {
    asleep = false;
    woken.signal();
  }

  /** Waits until a batch is due; false if none ever will be. */
  boolean await(Waiting waiting) throws InterruptedException {
    int emptyLooks = 0;
    boolean wasEmpty = waiting.events() == 0;
    while (!isDue(waiting)) {
      if (waiting.events() > 0) {
        if (wasEmpty) {
          begin();
        }
        wasEmpty = false;
        look(Math.min(LOOK_NANOS, lingerLeft()));
      } else if (waiting.isOver()) {
        return false;
      } else if (waiting.isClosed() || emptyLooks++ < EMPTY_LOOKS_BEFORE_SLEEP) {
        look(LOOK_NANOS);
      } else {
        sleep(waiting);
      }
    }
    return true;
  }

  private boolean isDue(Waiting waiting) {
    long events = waiting.events();
    return events > 0
        && (waiting.isClosed()
            || waiting.isHurried()
            || waiting.isCrowded()
            || events >= dueEvents
            || waiting.bytes() >= dueBytes
            || lingerLeft() <= 0);
  }

  private long lingerLeft() {
    return settings.linger().toNanos() - (System.nanoTime() - waitingSince);
  }

  /** Waits for a moment, or until woken by a flush or by closing. */
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void look(long nanos) throws InterruptedException {
    long unused = woken.awaitNanos(nanos);
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void sleep(Waiting waiting) throws InterruptedException {
    asleep = true;
    try {
      // An event that came before asleep was set has woken nobody.
      if (waiting.events() == 0 && !waiting.isClosed()) {
        woken.await();
      }
    } finally {
      asleep = false;
    }
  }
}
