package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.StackRoom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue in memory, bounded by events and by bytes. Thread-safe. */
final class MemoryQueue extends LockedQueue {

  private static final int LOOKS = 100;

  // All fields below are guarded by the lock.
  private final WaitingEvents waiting = new WaitingEvents();
  private List<Chunk.Slice> taken = List.of();
  // Events taken earlier that are not settled yet; they take up no room, so that others can pass
  // them.
  private List<Event> setAside = List.of();
  private int takenEvents;
  private long takenBytes;
  private long firstTaken;
  private long accepted;
  private long evicted;

  MemoryQueue(DeliverySettings settings) {
    super(settings);
  }

  @Override
  public @Nullable DropReason offer(byte[] bytes, int length) {
    StackRoom.require();
    lockSoon();
    try {
      if (isClosed()) {
        return DropReason.CLOSED;
      }
      if (!hasRoom(length) && !makeRoom(length)) {
        return isClosed() ? DropReason.CLOSED : DropReason.QUEUE_FULL;
      }
      append(bytes, length);
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the lock, which nobody holds for longer than it takes to copy an event or two: so a
   * caller that spins for a moment gets it sooner than one that is put to sleep.
   */
  private void lockSoon() {
    for (int look = 0; look < LOOKS; look++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  /** Whether there is room; an event larger than the queue is accepted if the queue is empty. */
  private boolean hasRoom(int length) {
    int events = waiting.count() + takenEvents;
    return events == 0
        || (events < settings.queueEvents()
            && waiting.bytes() + takenBytes + length <= settings.queueBytes());
  }

  private boolean makeRoom(int length) {
    setCrowded(true);
    watch.wake();
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
    long left = Saturated.nanos(settings.onFull().timeout());
    try {
      while (!isClosed() && !hasRoom(length)) {
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      return !isClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void append(byte[] bytes, int length) {
    if (waiting.count() == 0) {
      watch.begin();
    }
    waiting.add(bytes, length);
    accepted++;
    if (watch.isAsleep()) {
      watch.wake();
    }
  }

  @Override
  public @Nullable List<Event> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (isNothingOut()) {
        if (!watch.await(this)) {
          return null;
        }
        takeOut();
      }
    } finally {
      lock.unlock();
    }
    // Slices need no lock, and are still there if memory runs out here.
    List<Event> events = new ArrayList<>(setAside.size() + takenEvents);
    events.addAll(setAside);
    taken.forEach(slice -> slice.addTo(events));
    return Collections.unmodifiableList(events);
  }

  @Override
  public @Nullable List<Event> more(List<Event> out) {
    boolean isEnough = isEnough(out);
    List<Event> events = new ArrayList<>(settings.batchSize());
    lock.lock();
    try {
      // From here on, take() returns exactly what is out.
      setAside = List.copyOf(out);
      taken = List.of();
      countTaken();
      if (isEnough || waiting.count() == 0) {
        return null;
      }
      taken = waiting.take(settings.batchSize(), settings.batchBytes());
      countTaken();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
    taken.forEach(slice -> slice.addTo(events));
    return Collections.unmodifiableList(events);
  }

  private boolean isNothingOut() {
    return taken.isEmpty() && setAside.isEmpty();
  }

  @Override
  public long events() {
    return waiting.count();
  }

  @Override
  public long bytes() {
    return waiting.bytes();
  }

  private void takeOut() {
    firstTaken = accepted - waiting.count();
    setCrowded(false);
    taken = waiting.take(settings.batchSize(), settings.batchBytes());
    countTaken();
    watch.begin();
  }

  private void countTaken() {
    int events = 0;
    long bytes = 0;
    for (int i = 0; i < taken.size(); i++) {
      events += taken.get(i).events();
      bytes += taken.get(i).size();
    }
    takenEvents = events;
    takenBytes = bytes;
  }

  @Override
  public void settle() {
    lock.lock();
    try {
      taken = List.of();
      setAside = List.of();
      takenEvents = 0;
      takenBytes = 0;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
    prepareMemory();
  }

  /** Allocates memory for future events, since zeroing it takes longer than a caller should. */
  private void prepareMemory() {
    while (isShortOfMemory()) {
      Chunk spare = new Chunk(0);
      lock.lock();
      try {
        waiting.addSpare(spare);
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isShortOfMemory() {
    lock.lock();
    try {
      return waiting.isShort();
    } finally {
      lock.unlock();
    }
  }

  @Override
  long end() {
    return accepted;
  }

  @Override
  long oldestUnsettled() {
    return isNothingOut() ? accepted - waiting.count() : firstTaken;
  }

  @Override
  public long accepted() {
    StackRoom.require();
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public QueueFill fill() {
    StackRoom.require();
    lock.lock();
    try {
      return new QueueFill(
          waiting.count() + takenEvents + setAside.size(),
          waiting.bytes() + takenBytes + setAside.stream().mapToLong(Event::size).sum(),
          settings.queueEvents(),
          settings.queueBytes());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<LossReason, Long> lost() {
    StackRoom.require();
    lock.lock();
    try {
      return evicted == 0 ? Map.of() : Map.of(LossReason.EVICTED, evicted);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isKept() {
    return false;
  }

  /** Does nothing: it holds only memory. */
  @Override
  public void release() {}
}
