package dev.eventlogger.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records of several callers that are written together, and what became of them. Filled under the
 * writer's lock; sealed and written by one thread, without the lock.
 */
final class RecordGroup {

  private static final int BYTES = 64 * 1024;

  private final int mostBytes;
  private byte[] bytes;
  private int length;
  private int records;
  private @Nullable Appended outcome;

  RecordGroup(int mostBytes) {
    this.mostBytes = mostBytes;
    bytes = new byte[Math.min(mostBytes, BYTES)];
  }

  /** A group that reuses the memory of one that is done. */
  RecordGroup(RecordGroup done) {
    mostBytes = done.mostBytes;
    bytes = done.bytes.length > BYTES ? new byte[BYTES] : done.bytes;
  }

  boolean isEmpty() {
    return records == 0;
  }

  /** Whether there is room for a record; in an empty group there always is. */
  boolean fits(int size) {
    return records == 0 || length + Frame.HEADER + size <= mostBytes;
  }

  /** Adds a record; returns its position. */
  int add(byte[] record, int size) {
    int at = length;
    makeRoom(Frame.HEADER + size);
    Frame.begin(bytes, at, size);
    System.arraycopy(record, 0, bytes, at + Frame.HEADER, size);
    length += Frame.HEADER + size;
    records++;
    return at;
  }

  /** Whether there is room for all records of another group; in an empty group there always is. */
  boolean fitsAll(RecordGroup other) {
    return records == 0 || length + other.length <= mostBytes;
  }

  /** Adds the records of another group, one after the other; returns the position of the first. */
  int addAll(RecordGroup other) {
    int at = length;
    makeRoom(other.length);
    System.arraycopy(other.bytes, 0, bytes, at, other.length);
    length += other.length;
    records += other.records;
    return at;
  }

  private void makeRoom(int more) {
    int end = length + more;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(mostBytes, 2 * bytes.length)));
    }
  }

  /**
   * Takes out records whose caller no longer waits.
   *
   * @param from position of the first
   * @param count how many, one after the other
   */
  void withdraw(int from, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      Frame.withdraw(bytes, at);
      at += Frame.HEADER + Frame.length(bytes, at);
    }
    records -= count;
    if (records == 0) {
      length = 0;
    }
  }

  /** Completes the records' frames and closes gaps; returns the sequence number after the last. */
  long seal(long sequence) {
    long next = sequence;
    int end = 0;
    int at = 0;
    while (at < length) {
      int size = Frame.HEADER + Frame.length(bytes, at);
      if (!Frame.isWithdrawn(bytes, at)) {
        if (end != at) {
          System.arraycopy(bytes, at, bytes, end, size);
        }
        Frame.seal(bytes, end, next++);
        end += size;
      }
      at += size;
    }
    length = end;
    return next;
  }

  int records() {
    return records;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** What became of its records; null until that is known. */
  @Nullable Appended outcome() {
    return outcome;
  }

  void end(Appended how) {
    outcome = how;
  }
}
