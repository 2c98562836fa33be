package dev.eventlogger.journal;

import java.io.IOException;

/**
 * Reads the records of a segment, skipping what is damaged. For one thread.
 *
 * <p>A record is a slice of a buffer that is not written to again once a record was found in it.
 */
final class SegmentReader implements AutoCloseable {

  private static final int BUFFER = 256 * 1024;

  private final DiskFile file;
  private final long ceiling;
  private byte[] buffer = new byte[0];
  // The buffer's position in the file, how much of it is filled, and the reader's position in it.
  private long start;
  private int filled;
  private int at;
  private long expected;
  private long sequence;
  private int length;
  private boolean skipped;

  /**
   * Reads from the first record on.
   *
   * @param expected no record has a lower sequence number
   * @param ceiling every record has a lower sequence number
   */
  SegmentReader(DiskFile file, long expected, long ceiling) {
    this.file = file;
    this.expected = expected;
    this.ceiling = ceiling;
    start = SegmentHeader.BYTES;
  }

  /** Where in the file the next frame begins. */
  long position() {
    return start + at;
  }

  /** Whether damage was skipped. */
  boolean hasSkipped() {
    return skipped;
  }

  long sequence() {
    return sequence;
  }

  /** Holds the record found last, from {@link #offset} on. */
  byte[] bytes() {
    return buffer;
  }

  int offset() {
    return at - length;
  }

  int length() {
    return length;
  }

  /**
   * Moves to the next whole record; stays where it is if there is none.
   *
   * @param end how far the file may hold records; never less than before
   */
  boolean advance(long end) throws IOException {
    long from = position();
    while (end - position() > Frame.HEADER) {
      if (isFrame(end)) {
        length = Frame.length(buffer, at);
        sequence = Frame.sequence(buffer, at);
        skipped |= position() != from;
        expected = sequence + 1;
        at += Frame.HEADER + length;
        return true;
      }
      at++;
    }
    moveTo(from);
    return false;
  }

  private boolean isFrame(long end) throws IOException {
    fill(Frame.HEADER, end);
    if (filled - at < Frame.HEADER) {
      return false;
    }
    int size = Frame.length(buffer, at);
    long number = Frame.sequence(buffer, at);
    if (size <= 0
        || size >= Frame.MOST_LENGTH
        || size > end - position() - Frame.HEADER
        || number < expected
        || number >= ceiling) {
      return false;
    }
    fill(Frame.HEADER + size, end);
    return filled - at >= Frame.HEADER + size && Frame.isWhole(buffer, at, size);
  }

  /** Reads on if the buffer has fewer bytes than these. */
  private void fill(int bytes, long end) throws IOException {
    if (filled - at >= bytes) {
      return;
    }
    if (buffer.length - at < bytes) {
      long rest = Math.min(BUFFER, end - position());
      byte[] larger = new byte[(int) Math.max(bytes, rest)];
      System.arraycopy(buffer, at, larger, 0, filled - at);
      start += at;
      filled -= at;
      at = 0;
      buffer = larger;
    }
    filled += file.read(start + filled, buffer, filled, buffer.length - filled);
  }

  private void moveTo(long position) {
    buffer = new byte[0];
    start = position;
    filled = 0;
    at = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
