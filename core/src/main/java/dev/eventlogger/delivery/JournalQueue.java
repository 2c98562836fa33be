package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Appended;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.StackRoom;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a journal on disk, which outlives the process. Thread-safe.
 *
 * <p>Callers write to the journal themselves, without this queue's lock, which is for those who
 * wait: the delivery thread, and callers of {@link #flush}.
 */
final class JournalQueue implements EventQueue {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final Journal journal;
  private final DeliverySettings settings;
  private final LogCounts counts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final BatchWatch watch;
  private final BatchWatch.Waiting waiting = new Waiting();
  // What is out is settled as a whole: a process that takes over delivers all of it again.
  private static final int MOST_BATCHES_OUT = 20;

  private @Nullable Batch taken;
  private int batchesOut;
  private volatile long flushedTo;
  private volatile boolean crowded;
  private volatile boolean closed;

  /**
   * A queue in a journal that was opened for it.
   *
   * @param counts take over what the journal remembers
   */
  JournalQueue(Journal journal, DeliverySettings settings, LogCounts counts) {
    this.journal = journal;
    this.settings = settings;
    this.counts = counts;
    watch = new BatchWatch(settings, lock.newCondition());
    counts.resume(journal);
    StackRoom.prepare();
  }

  @Override
  public @Nullable DropReason offer(byte[] bytes, int length) {
    StackRoom.require();
    return taken(journal.append(bytes, length, settings.onFull().timeout()));
  }

  /** In one write, as far as it can be. */
  @Override
  public List<@Nullable DropReason> offerAll(List<byte[]> events) {
    StackRoom.require();
    List<@Nullable DropReason> reasons = new ArrayList<>(events.size());
    for (Appended outcome : journal.appendAll(events, settings.onFull().timeout())) {
      reasons.add(taken(outcome));
    }
    return reasons;
  }

  /** Null if the journal has it, else why not. */
  private @Nullable DropReason taken(Appended outcome) {
    return switch (outcome) {
      case WRITTEN -> {
        wakeIfAsleep();
        yield null;
      }
      case FULL -> {
        crowded = true;
        wakeIfAsleep();
        yield DropReason.QUEUE_FULL;
      }
      case FAILED -> DropReason.NOT_WRITTEN;
      case SLOW -> DropReason.DISK_SLOW;
      case CLOSED -> DropReason.CLOSED;
    };
  }

  private void wakeIfAsleep() {
    if (watch.isAsleep()) {
      lock.lock();
      try {
        watch.wake();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public @Nullable Batch take() throws InterruptedException {
    while (taken == null) {
      lock.lockInterruptibly();
      try {
        if (!watch.await(waiting)) {
          return null;
        }
      } finally {
        lock.unlock();
      }
      taken = read();
    }
    return taken;
  }

  /** Null if what waited turned out to be damaged. */
  private @Nullable Batch read() {
    try {
      List<Event> events =
          journal.read(settings.batchSize(), settings.batchBytes(), Event::ofCanonical);
      watch.begin();
      crowded = false;
      if (events.isEmpty()) {
        settle();
        return null;
      }
      return new Batch(Collections.unmodifiableList(events));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    }
  }

  @Override
  public @Nullable Batch more(List<Event> out) {
    long bytes = out.stream().mapToLong(Event::size).sum();
    if (journal.waiting() == 0
        || batchesOut >= MOST_BATCHES_OUT
        || out.size() >= settings.batchSize()
        || bytes >= settings.batchBytes()) {
      return null;
    }
    boolean done = false;
    try {
      List<Event> events =
          journal.read(settings.batchSize(), settings.batchBytes(), Event::ofCanonical);
      batchesOut++;
      done = true;
      return events.isEmpty() ? null : new Batch(Collections.unmodifiableList(events));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    } finally {
      if (!done) {
        // The journal begins behind what is settled, and so must the counts.
        taken = null;
        batchesOut = 0;
        counts.forgetUnsettled();
      }
    }
  }

  @Override
  public void settle() {
    counts.settle(journal);
    lock.lock();
    try {
      taken = null;
      batchesOut = 0;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean flush(Duration timeout) throws InterruptedException {
    StackRoom.require();
    long left = Saturated.nanos(timeout);
    long target = journal.accepted() + 1;
    lock.lockInterruptibly();
    try {
      flushedTo = Math.max(flushedTo, target);
      watch.wake();
      while (journal.progress().next() < target) {
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

  @Override
  public void close() {
    StackRoom.require();
    journal.stop();
    closed = true;
    lock.lock();
    try {
      watch.wake();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release() {
    try {
      journal.close();
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "a journal could not be closed; a restart may deliver again",
          FailureWords.shown(e));
    }
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public QueueFill fill() {
    long unsettled = journal.accepted() + 1 - journal.progress().next();
    return new QueueFill(
        Math.max(0, unsettled), journal.waitingBytes(), Long.MAX_VALUE, settings.journalBytes());
  }

  @Override
  public long accepted() {
    return journal.accepted();
  }

  @Override
  public Map<LossReason, Long> lost() {
    long damaged = journal.progress().damaged();
    return damaged == 0 ? Map.of() : Map.of(LossReason.DAMAGED, damaged);
  }

  /** What the delivery thread waits for. */
  private final class Waiting implements BatchWatch.Waiting {

    @Override
    public long events() {
      return journal.waiting();
    }

    @Override
    public long bytes() {
      return journal.waitingBytes();
    }

    @Override
    public boolean isCrowded() {
      return crowded;
    }

    @Override
    public boolean isHurried() {
      return flushedTo > journal.accepted() + 1 - journal.waiting();
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public boolean isOver() {
      return closed && journal.isDrained();
    }
  }
}
