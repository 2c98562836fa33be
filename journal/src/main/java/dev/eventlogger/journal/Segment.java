package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run of records in a file. One thread writes it at a time, until it is sealed; others see how
 * far it is written. Thread-safe in that sense.
 *
 * <p>A segment is never written to after a failure, since nobody knows then what the file holds: it
 * is sealed, and the sequence numbers of records that had not been acknowledged are assigned again.
 * So the records of a segment count only up to where the next segment begins.
 */
final class Segment {

  /** How many reads may fail in a row; the log's thread pauses for 100 ms after each. */
  static final int MOST_FAILED_READS = 100;

  private final long number;
  private final Path path;
  private final long first;
  private final Object identity;
  private volatile @Nullable DiskFile file;
  private volatile long size;
  private volatile long end;
  private volatile long next;
  private volatile boolean sealed;
  private volatile boolean dirty;
  private volatile boolean unsynced;
  private volatile boolean damaged;
  // Used by the reading thread.
  private int failedReads;

  private Segment(long number, Path path, long first, Object identity, @Nullable DiskFile file) {
    this.number = number;
    this.path = path;
    this.first = first;
    this.identity = identity;
    this.file = file;
    end = SegmentHeader.BYTES;
    next = first;
  }

  /** A segment to be written. */
  static Segment of(SpareSegments.Spare spare, long first) {
    Segment segment =
        new Segment(spare.number(), spare.path(), first, spare.identity(), spare.file());
    segment.size = spare.size();
    return segment;
  }

  /** A segment that an earlier process wrote. */
  static Segment found(long number, Path path, long first, long size) {
    Segment segment = new Segment(number, path, first, path, null);
    segment.size = size;
    segment.end = size;
    segment.sealed = true;
    return segment;
  }

  long number() {
    return number;
  }

  Path path() {
    return path;
  }

  /** The sequence number of the first record. */
  long first() {
    return first;
  }

  /** What distinguishes the file from others of the same name. */
  Object identity() {
    return identity;
  }

  /** Bytes the file takes on the disk. */
  long size() {
    return size;
  }

  /** How far the file holds acknowledged records. */
  long end() {
    return end;
  }

  /** The sequence number after the last record that was acknowledged. */
  long next() {
    return next;
  }

  /** Whether nothing will be added any more. */
  boolean isSealed() {
    return sealed;
  }

  /** Whether some of it cannot be read, so that the file is kept for people to look at. */
  boolean isDamaged() {
    return damaged;
  }

  void markDamaged() {
    damaged = true;
  }

  /** Counts a failed read; returns whether there were too many to go on waiting. */
  boolean failsTooOften() {
    failedReads++;
    return isGivenUp();
  }

  /** Whether what cannot be read of it now counts as damaged. */
  boolean isGivenUp() {
    return failedReads >= MOST_FAILED_READS;
  }

  /** Notes that a batch was read from it. */
  void wasRead() {
    failedReads = 0;
  }

  boolean fits(int bytes) {
    return end + bytes <= size;
  }

  /** Writes the header. */
  void begin() throws IOException {
    put(new SegmentHeader(number, first).toBytes(), 0, SegmentHeader.BYTES);
  }

  /** Adds frames; if this throws, the segment must be sealed. */
  void append(byte[] frames, int length, long nextSequence) throws IOException {
    long start = end;
    put(frames, start, length);
    next = nextSequence;
    end = start + length;
  }

  private void put(byte[] bytes, long position, int length) throws IOException {
    DiskFile open = file;
    if (open == null || sealed) {
      throw new IOException(path + ": is sealed");
    }
    open.write(position, bytes, 0, length);
    dirty = true;
  }

  /**
   * Adds nothing from now on. Only zeros follow the end, to be {@linkplain #cut() cut off} later.
   */
  void seal() {
    sealed = true;
  }

  /** Adds nothing from now on, and cuts off what a failed write may have left after the end. */
  void sealAndCut() {
    cutOff();
    sealed = true;
  }

  /** Frees the unused space of a sealed segment. */
  void cut() {
    if (sealed && size != end) {
      cutOff();
    }
  }

  private void cutOff() {
    DiskFile open = file;
    try {
      if (open != null) {
        open.truncate(end);
        size = end;
      }
    } catch (IOException e) {
      // What follows the end does not count, cut off or not.
      size = Math.max(size, end);
    }
  }

  /** Sets an end that was found out later. */
  void endAt(long nextSequence, long position) {
    next = nextSequence;
    end = position;
  }

  /** Notes that the file was cut off at its end. */
  void wasCut() {
    size = end;
  }

  /** Whether a sync failed: nobody knows what the file holds, so it must not be written to. */
  boolean isUnsynced() {
    return unsynced;
  }

  void markUnsynced() {
    unsynced = true;
  }

  /** Syncs what was written; closes the file once it is sealed. */
  void sync() throws IOException {
    DiskFile open = file;
    if (open == null) {
      return;
    }
    boolean last = sealed;
    try {
      cut();
      if (dirty) {
        dirty = false;
        open.sync();
      }
    } finally {
      if (last) {
        file = null;
        open.close();
      }
    }
  }
}
