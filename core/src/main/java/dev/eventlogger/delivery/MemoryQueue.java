package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory, bounded by events and by bytes. Thread-safe.
 *
 * <p>Waking a thread costs the waker several microseconds, many times what it takes to copy an
 * event. So callers do not wake the delivery thread: it looks every few milliseconds, and only
 * after a while without any event does it sleep until it is woken, once.
 */
final class MemoryQueue implements EventQueue {

  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
  private static final int EMPTY_LOOKS_BEFORE_SLEEP = 200;

  private final DeliverySettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Condition settled = lock.newCondition();

  // All below is guarded by the lock.
  private final WaitingEvents waiting = new WaitingEvents();
  private List<Chunk.Slice> taken = List.of();
  private int takenEvents;
  private long takenBytes;
  private long firstTaken;
  private long accepted;
  private long evicted;
  private long flushedTo;
  private long waitingSince;
  private boolean sleeping;
  private boolean closed;

  MemoryQueue(DeliverySettings settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable DropReason offer(byte[] bytes, int length) {
    lock.lock();
    try {
      if (closed) {
        return DropReason.CLOSED;
      }
      if (!hasRoom(length) && !makeRoom(length)) {
        return closed ? DropReason.CLOSED : DropReason.QUEUE_FULL;
      }
      append(bytes, length);
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** An event that is larger than the queue still passes when it is alone. */
  private boolean hasRoom(int length) {
    int events = waiting.count() + takenEvents;
    return events == 0
        || (events < settings.queueEvents()
            && waiting.bytes() + takenBytes + length <= settings.queueBytes());
  }

  private boolean makeRoom(int length) {
    return switch (settings.onFull().action()) {
      case DROP_NEWEST -> false;
      case DROP_OLDEST -> evictFor(length);
      case BLOCK -> awaitRoom(length);
    };
  }

  private boolean evictFor(int length) {
    while (!hasRoom(length) && waiting.count() > 0) {
      waiting.removeOldest();
      evicted++;
    }
    settled.signalAll();
    return hasRoom(length);
  }

  private boolean awaitRoom(int length) {
    long left = settings.onFull().timeout().toNanos();
    try {
      while (!closed && !hasRoom(length)) {
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void append(byte[] bytes, int length) {
    if (waiting.count() == 0) {
      waitingSince = System.nanoTime();
    }
    waiting.add(bytes, length);
    accepted++;
    if (sleeping) {
      sleeping = false;
      woken.signal();
    }
  }

  @Override
  public @Nullable Batch take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (taken.isEmpty() && !awaitBatch()) {
        return null;
      }
    } finally {
      lock.unlock();
    }
    // Slices need no lock, and if memory runs out here, they are still there.
    List<Event> events = new ArrayList<>(takenEvents);
    taken.forEach(slice -> slice.addTo(events));
    return new Batch(Collections.unmodifiableList(events));
  }

  /** Waits until a batch is due, and takes it out; false when none will ever be. */
  private boolean awaitBatch() throws InterruptedException {
    int emptyLooks = 0;
    while (!isBatchDue()) {
      if (waiting.count() > 0) {
        look(Math.min(LOOK_NANOS, lingerLeft()));
      } else if (closed) {
        return false;
      } else if (emptyLooks++ < EMPTY_LOOKS_BEFORE_SLEEP) {
        look(LOOK_NANOS);
      } else {
        sleep();
      }
    }
    takeOut();
    return true;
  }

  private boolean isBatchDue() {
    return waiting.count() > 0
        && (closed
            || waiting.count() >= settings.batchSize()
            || waiting.bytes() >= settings.batchBytes()
            || flushedTo > accepted - waiting.count()
            || lingerLeft() <= 0);
  }

  private long lingerLeft() {
    return settings.linger().toNanos() - (System.nanoTime() - waitingSince);
  }

  /** Waits for a moment, or until a flush or closing wakes. */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private void look(long nanos) throws InterruptedException {
    long unused = woken.awaitNanos(nanos);
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private void sleep() throws InterruptedException {
    sleeping = true;
    try {
      woken.await();
    } finally {
      sleeping = false;
    }
  }

  private void takeOut() {
    firstTaken = accepted - waiting.count();
    taken = waiting.take(settings.batchSize(), settings.batchBytes());
    takenEvents = taken.stream().mapToInt(Chunk.Slice::events).sum();
    takenBytes = taken.stream().mapToLong(Chunk.Slice::size).sum();
    waitingSince = System.nanoTime();
  }

  @Override
  public void settle() {
    lock.lock();
    try {
      taken = List.of();
      takenEvents = 0;
      takenBytes = 0;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean flush(Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      long target = accepted;
      flushedTo = Math.max(flushedTo, target);
      woken.signal();
      while (oldestUnsettled() < target) {
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private long oldestUnsettled() {
    return taken.isEmpty() ? accepted - waiting.count() : firstTaken;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      woken.signal();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long accepted() {
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public QueueFill fill() {
    lock.lock();
    try {
      return new QueueFill(
          waiting.count() + takenEvents,
          waiting.bytes() + takenBytes,
          settings.queueEvents(),
          settings.queueBytes());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long evicted() {
    lock.lock();
    try {
      return evicted;
    } finally {
      lock.unlock();
    }
  }
}
