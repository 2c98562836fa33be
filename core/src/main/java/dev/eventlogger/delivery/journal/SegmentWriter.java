package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records. Thread-safe.
 *
 * <p>Writing costs a system call and, synced, a wait for the disk. So callers that come while
 * another writes gather in a round, and one of them then writes for all. Nobody writes under the
 * lock; who set {@code writing} is the only one to touch the fields below it.
 */
final class SegmentWriter {

  private static final int ROUND_BYTES = 1024 * 1024;
  // Longer than most writes into the page cache, shorter than any sync.
  private static final long QUICK_NANOS = 10_000;
  private static final boolean HAS_OTHER_PROCESSORS =
      Runtime.getRuntime().availableProcessors() > 1;

  private final Segments segments;
  private final Spares spares;
  private final JournalReports reports;
  private final int mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Round filling;
  // One that is done, whose memory the next takes over.
  private @Nullable Round spareRound;
  private boolean writing;
  // How many writes have ended, and how long the latest took.
  private volatile long ended;
  private long latestNanos;
  private boolean closed;

  private @Nullable Segment active;
  private long next;
  private volatile long accepted;

  /**
   * A writer.
   *
   * @param next the next record's sequence number
   */
  SegmentWriter(
      Segments segments, Spares spares, JournalReports reports, int segmentBytes, long next) {
    this.segments = segments;
    this.spares = spares;
    this.reports = reports;
    mostBytes = segmentBytes - SegmentHeader.BYTES;
    filling = new Round(mostRoundBytes());
    this.next = next;
    accepted = next - 1;
  }

  /** The sequence number of the last record that was acknowledged. */
  long accepted() {
    return accepted;
  }

  /** Appends a record; while there is no room, waits as long as patience lasts. */
  Appended append(byte[] record, int size, Duration patience) {
    Appended outcome = append(record, size);
    if (outcome == Appended.WRITTEN || patience.isZero()) {
      return outcome;
    }
    long end = System.nanoTime() + patience.toNanos();
    while ((outcome == Appended.FULL || outcome == Appended.FAILED)
        && spares.awaitRoom(end - System.nanoTime())) {
      outcome = append(record, size);
    }
    return outcome;
  }

  private Appended append(byte[] record, int size) {
    if (Frame.HEADER + size > mostBytes || size >= Frame.MOST_LENGTH) {
      return Appended.FULL;
    }
    lock.lock();
    try {
      while (!filling.fits(size)) {
        helpWriting();
      }
      if (closed) {
        return Appended.CLOSED;
      }
      Round round = filling;
      round.add(record, size);
      Appended outcome = round.outcome();
      while (outcome == null) {
        helpWriting();
        outcome = round.outcome();
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** Writes the round, or waits for who is writing one. The lock is held. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock only
  private void helpWriting() {
    if (writing) {
      awaitWriting();
      return;
    }
    writing = true;
    Round round = filling;
    filling = spareRound != null ? new Round(spareRound) : new Round(mostRoundBytes());
    spareRound = null;
    Appended outcome = Appended.FAILED;
    long begun = System.nanoTime();
    lock.unlock();
    try {
      outcome = write(round);
    } finally {
      long nanos = System.nanoTime() - begun;
      lock.lock();
      latestNanos = nanos;
      round.end(outcome);
      spareRound = round;
      writing = false;
      ended++;
      changed.signalAll();
    }
  }

  /**
   * Waits for who is writing. To put a thread to sleep and wake it takes longer than a write that
   * does not wait for the disk: where the latest was quick, this looks for a moment first.
   */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private void awaitWriting() {
    long seen = ended;
    if (HAS_OTHER_PROCESSORS && latestNanos < QUICK_NANOS) {
      long begun = System.nanoTime();
      lock.unlock();
      while (ended == seen && System.nanoTime() - begun < QUICK_NANOS) {
        Thread.onSpinWait();
      }
      lock.lock();
    }
    if (ended == seen) {
      changed.awaitUninterruptibly();
    }
  }

  private int mostRoundBytes() {
    return Math.min(ROUND_BYTES, mostBytes);
  }

  private Appended write(Round round) {
    Segment segment = active;
    try {
      if (segment == null || segment.isUnsynced() || !segment.fits(round.length())) {
        segment = roll(segment);
      }
      if (segment == null) {
        return spares.obstacle();
      }
      long after = round.seal(next);
      segment.append(round.bytes(), round.length(), after);
      next = after;
      accepted = after - 1;
      return Appended.WRITTEN;
    } catch (IOException e) {
      reports.failed("cannot be written; callers wait as on_full says", e);
      sealActive();
      return Appended.FAILED;
    }
  }

  private @Nullable Segment roll(@Nullable Segment full) throws IOException {
    Spares.Spare spare = spares.take();
    if (spare == null) {
      return null;
    }
    Segment segment;
    try {
      if (full != null) {
        full.seal();
      }
      segment = Segment.of(spare, next);
      segments.add(segment);
    } finally {
      spares.used();
    }
    active = segment;
    segment.begin();
    return segment;
  }

  private void sealActive() {
    Segment segment = active;
    if (segment != null) {
      segment.seal();
      active = null;
    }
  }

  /** Sees to it that a segment is written no more, for it is damaged or was not synced. */
  void seal(Segment segment) {
    lock.lock();
    try {
      awaitQuiet();
      if (active == segment) {
        sealActive();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; those that callers wait for are still written. */
  void close() {
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

  /** After closing: seals what was written last. */
  void end() {
    lock.lock();
    try {
      while (writing || !filling.isEmpty()) {
        helpWriting();
      }
      sealActive();
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
