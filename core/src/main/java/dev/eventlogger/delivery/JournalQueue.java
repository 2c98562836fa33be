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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a journal on disk, which outlives the process. Thread-safe.
 *
 * <p>Callers write to the journal themselves, without this queue's lock, which is only for waiting:
 * by the delivery thread, and by callers of {@link #flush}.
 */
final class JournalQueue extends LockedQueue {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  // What is out is settled only as a whole, so the next process would deliver all of it again.
  private static final int MOST_BATCHES_OUT = 20;

  private final Journal journal;
  private final SettledCounts counts;
  private @Nullable List<Event> taken;
  private int batchesOut;

  /**
   * Creates a queue in a journal that was opened for it.
   *
   * @param counts continue those that the journal keeps
   */
  JournalQueue(Journal journal, DeliverySettings settings, LogCounts counts) {
    super(settings);
    this.journal = journal;
    this.counts = counts.settled();
    counts.resume(journal);
  }

  @Override
  public @Nullable DropReason offer(byte[] bytes, int length) {
    StackRoom.require();
    return taken(journal.append(bytes, length, settings.onFull().timeout()));
  }

  /** Writes them all at once, as far as possible. */
  @Override
  public List<@Nullable DropReason> offerAll(List<byte[]> events) {
    StackRoom.require();
    List<@Nullable DropReason> reasons = new ArrayList<>(events.size());
    for (Appended outcome : journal.appendAll(events, settings.onFull().timeout())) {
      reasons.add(taken(outcome));
    }
    return reasons;
  }

  /** Null if the journal took it, else why not. */
  private @Nullable DropReason taken(Appended outcome) {
    return switch (outcome) {
      case WRITTEN -> {
        wakeIfAsleep();
        yield null;
      }
      case FULL -> {
        setCrowded(true);
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
  public @Nullable List<Event> take() throws InterruptedException {
    while (taken == null) {
      lock.lockInterruptibly();
      try {
        if (!watch.await(this)) {
          return null;
        }
      } finally {
        lock.unlock();
      }
      taken = read();
    }
    return taken;
  }

  /** Reads a batch; null if what waited turned out to be damaged. */
  private @Nullable List<Event> read() {
    try {
      List<Event> events =
          journal.read(settings.batchSize(), settings.batchBytes(), Event::ofCanonical);
      watch.begin();
      setCrowded(false);
      if (events.isEmpty()) {
        settle();
        return null;
      }
      return Collections.unmodifiableList(events);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    }
  }

  @Override
  public @Nullable List<Event> more(List<Event> out) {
    if (journal.waiting() == 0 || batchesOut >= MOST_BATCHES_OUT || isEnough(out)) {
      return null;
    }
    boolean done = false;
    try {
      List<Event> events =
          journal.read(settings.batchSize(), settings.batchBytes(), Event::ofCanonical);
      batchesOut++;
      done = true;
      return events.isEmpty() ? null : Collections.unmodifiableList(events);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    } finally {
      if (!done) {
        // The journal starts again after what is settled, and so must the counts.
        taken = null;
        batchesOut = 0;
        counts.forgetUnsettled();
      }
    }
  }

  @Override
  public boolean hasWholeBatch() {
    return journal.waiting() >= settings.batchSize()
        || journal.waitingBytes() >= settings.batchBytes();
  }

  @Override
  public void seal(Sealing sealing) throws IOException {
    sealing.seal(counts.settling(journal));
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
  public void close() {
    StackRoom.require();
    journal.stop();
    super.close();
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
    long unsettled = end() - oldestUnsettled();
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

  @Override
  public long events() {
    return journal.waiting();
  }

  @Override
  public long bytes() {
    return journal.waitingBytes();
  }

  @Override
  public boolean isOver() {
    return isClosed() && journal.isDrained();
  }

  /** Records are counted from 1. */
  @Override
  long end() {
    return journal.accepted() + 1;
  }

  @Override
  long oldestUnsettled() {
    return journal.progress().next();
  }
}
