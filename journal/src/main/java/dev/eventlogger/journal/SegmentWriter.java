package dev.eventlogger.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records, those of several callers in one write. Thread-safe.
 *
 * <p>Whatever fails in here, even with an Error, the lock is released and no write stays begun:
 * memory is allocated before anything is changed, and {@link StackRoom} checks the stack.
 *
 * <p>Writing costs a system call and, if synced, a wait for the disk. So callers that arrive while
 * another one writes gather in a group, and one of them then writes for all. Nobody writes while
 * holding the lock; only the thread that set {@code writing} touches what it writes with.
 */
final class SegmentWriter {

  /**
   * How long callers wait for the disk at least, even those with less patience, or none: any disk
   * takes that long now and then. Once a caller without patience has waited in vain, others like it
   * do not wait again until the disk is quick again.
   */
  static final Duration MOMENT = Duration.ofMillis(250);

  private static final Duration LAST_WRITE = Duration.ofSeconds(10);
  private static final int GROUP_BYTES = 1024 * 1024;
  // Longer than most writes into the page cache, shorter than any sync.
  private static final long QUICK_NANOS = 10_000;
  private static final boolean HAS_OTHER_PROCESSORS =
      Runtime.getRuntime().availableProcessors() > 1;

  private final SpareSegments spares;
  private final JournalReports reports;
  // Used by the thread that writes, and under the lock while none does.
  private final ActiveSegment active;
  private final int mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private RecordGroup filling;
  // A group that is done, whose memory the next one reuses.
  private @Nullable RecordGroup spareGroup;
  private boolean writing;
  // How many writes have ended, and how long the latest took.
  private volatile long ended;
  private long latestNanos;
  // When the current write began, by System.nanoTime().
  private long begun;
  private boolean closed;

  /**
   * A writer.
   *
   * @param next the next record's sequence number
   */
  SegmentWriter(
      Segments segments,
      SpareSegments spares,
      JournalReports reports,
      int segmentBytes,
      long next) {
    this.spares = spares;
    this.reports = reports;
    mostBytes = segmentBytes - SegmentHeader.BYTES;
    active = new ActiveSegment(segments, spares, reports, next);
    filling = new RecordGroup(mostGroupBytes());
  }

  /** The sequence number of the last record that was acknowledged. */
  long accepted() {
    return active.accepted();
  }

  /**
   * Appends a record; while there is no room, or the disk makes no progress, waits as long as
   * {@code patience} allows. A write that this thread itself has begun takes as long as the disk
   * does.
   */
  Appended append(byte[] record, int size, Duration patience) {
    StackRoom.require();
    if (Frame.HEADER + size > mostBytes || size >= Frame.MOST_LENGTH) {
      report(Appended.FULL, 1);
      return Appended.FULL;
    }
    return append(record, size, null, patience);
  }

  /**
   * Appends records in order, as many in one write as a group holds.
   *
   * @param patience for each write
   * @return what became of each
   */
  List<Appended> appendAll(List<byte[]> records, Duration patience) {
    StackRoom.require();
    List<Appended> outcomes = new ArrayList<>(records.size());
    RecordGroup together = new RecordGroup(mostGroupBytes());
    for (byte[] record : records) {
      boolean fitsAnyGroup = Frame.HEADER + record.length <= mostGroupBytes();
      if (!together.isEmpty() && !(fitsAnyGroup && together.fits(record.length))) {
        appendAll(together, patience, outcomes);
        together = new RecordGroup(together);
      }
      if (fitsAnyGroup) {
        int unused = together.add(record, record.length);
      } else {
        outcomes.add(append(record, record.length, patience));
      }
    }
    appendAll(together, patience, outcomes);
    return outcomes;
  }

  private void appendAll(RecordGroup together, Duration patience, List<Appended> outcomes) {
    if (!together.isEmpty()) {
      Appended outcome = append(together.bytes(), together.length(), together, patience);
      outcomes.addAll(Collections.nCopies(together.records(), outcome));
    }
  }

  /**
   * Appends one record, or several.
   *
   * @param together the records, if there are several; null for one
   */
  private Appended append(
      byte[] record, int size, @Nullable RecordGroup together, Duration patience) {
    boolean isPatient = !patience.isZero();
    long now = System.nanoTime();
    long lastRoom = now + patience.toNanos();
    long deadline = now + Math.max(patience.toNanos(), MOMENT.toNanos());
    Appended outcome = append(record, size, together, deadline, isPatient);
    while (isPatient
        && (outcome == Appended.FULL || outcome == Appended.FAILED || outcome == Appended.SLOW)
        && spares.awaitRoom(lastRoom)) {
      outcome = append(record, size, together, deadline, true);
    }
    if (outcome != Appended.WRITTEN) {
      report(outcome, together == null ? 1 : together.records());
    }
    return outcome;
  }

  private void report(Appended outcome, int records) {
    if (outcome != Appended.CLOSED) {
      reports.refused(records);
    }
    if (outcome == Appended.SLOW) {
      reports.failed(Trouble.SLOW, null);
    } else if (outcome == Appended.FULL && spares.obstacle() == Appended.FULL) {
      reports.failed(Trouble.FULL, null);
    }
    reports.publish();
  }

  private Appended append(
      byte[] record, int size, @Nullable RecordGroup together, long deadline, boolean isPatient) {
    lock.lock();
    try {
      while (!(together == null ? filling.fits(size) : filling.fitsAll(together))) {
        if (isStalled(isPatient) || !helpWriting(deadline, isPatient)) {
          return Appended.SLOW;
        }
      }
      if (closed) {
        return Appended.CLOSED;
      }
      return isStalled(isPatient)
          ? Appended.SLOW
          : write(record, size, together, deadline, isPatient);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the current write takes so long that a caller without patience need not wait for it.
   */
  private boolean isStalled(boolean isPatient) {
    return writing && !isPatient && System.nanoTime() - begun > MOMENT.toNanos();
  }

  /** Adds to the group, and makes sure that it is written. The lock is held. */
  private Appended write(
      byte[] record, int size, @Nullable RecordGroup together, long deadline, boolean isPatient) {
    RecordGroup group = filling;
    int at = together == null ? group.add(record, size) : group.addAll(together);
    Appended outcome = group.outcome();
    while (outcome == null) {
      if (!helpWriting(deadline, isPatient)) {
        if (group == filling) {
          group.withdraw(at, together == null ? 1 : together.records());
        }
        // Otherwise it is being written, and may yet be delivered.
        return Appended.SLOW;
      }
      outcome = group.outcome();
    }
    return outcome;
  }

  /**
   * Writes the group, or waits for the thread that is writing one. The lock is held.
   *
   * @return false if the time ran out
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock only
  private boolean helpWriting(long deadline, boolean isPatient) {
    if (writing) {
      return awaitWriting(deadline);
    }
    RecordGroup following =
        spareGroup != null ? new RecordGroup(spareGroup) : new RecordGroup(mostGroupBytes());
    RecordGroup group = filling;
    Appended outcome = Appended.FAILED;
    filling = following;
    spareGroup = null;
    begun = System.nanoTime();
    writing = true;
    lock.unlock();
    try {
      outcome = active.write(group, deadline, isPatient);
    } finally {
      lock.lock();
      latestNanos = System.nanoTime() - begun;
      group.end(outcome);
      spareGroup = group;
      writing = false;
      ended++;
      changed.signalAll();
    }
    return true;
  }

  /**
   * Waits for the thread that is writing. Putting a thread to sleep and waking it takes longer than
   * a write that does not wait for the disk: if the latest write was quick, this spins for a moment
   * first.
   */
  private boolean awaitWriting(long deadline) {
    long seen = ended;
    if (HAS_OTHER_PROCESSORS && latestNanos < QUICK_NANOS) {
      long from = System.nanoTime();
      lock.unlock();
      while (ended == seen && System.nanoTime() - from < QUICK_NANOS) {
        Thread.onSpinWait();
      }
      lock.lock();
    }
    return ended != seen || awaitEnd(seen, deadline);
  }

  private boolean awaitEnd(long seen, long deadline) {
    boolean interrupted = false;
    long left = deadline - System.nanoTime();
    while (ended == seen && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // The record is out of this thread's hands; it is told when it is written.
        interrupted = true;
        left = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended != seen;
  }

  private int mostGroupBytes() {
    return Math.min(GROUP_BYTES, mostBytes);
  }

  /** Stops writing to a segment that is damaged or was not synced. */
  void seal(Segment segment) {
    lock.lock();
    try {
      awaitQuiet();
      active.seal(segment);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; those that callers wait for are still written. */
  void close() {
    StackRoom.require();
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed, and no caller waits for a record any more. */
  boolean isDone() {
    lock.lock();
    try {
      return closed && !writing && filling.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** After closing: seals the last segment, unless the disk takes too long. */
  void end() {
    lock.lock();
    try {
      long deadline = System.nanoTime() + LAST_WRITE.toNanos();
      boolean isInTime = true;
      while (isInTime && (writing || !filling.isEmpty())) {
        isInTime = helpWriting(deadline, true);
      }
      if (!writing) {
        active.seal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitQuiet() {
    while (writing) {
      changed.awaitUninterruptibly();
    }
  }
}
