package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Examines a segment's file without any prior knowledge of it. For one thread. */
final class SegmentScan implements AutoCloseable {

  private static final int PAGE = 4096;

  private final PatchyFile file;
  private final byte[] begin;

  private SegmentScan(PatchyFile file, byte[] begin) {
    this.file = file;
    this.begin = begin;
  }

  static SegmentScan open(Disk disk, Path path) throws IOException {
    PatchyFile file = PatchyFile.open(disk, path);
    byte[] page = new byte[PAGE];
    int length = file.read(0, page, 0, PAGE);
    return new SegmentScan(file, Arrays.copyOf(page, length));
  }

  /** Whether the segment certainly was never written: the header is written before any record. */
  boolean isBlank() {
    return !file.hasPatches() && isZero(begin, begin.length);
  }

  /** The header; null if there is no whole one. */
  @Nullable SegmentHeader header() {
    return SegmentHeader.parse(begin);
  }

  long size() throws IOException {
    return file.size();
  }

  /**
   * How many records were accepted at least, judging by the file's beginning; 0 if that is damaged.
   */
  long acceptedAtLeast() {
    SegmentHeader header = header();
    if (header == null) {
      return 0;
    }
    boolean hasRecord =
        begin.length > SegmentHeader.BYTES + Frame.HEADER
            && Frame.length(begin, SegmentHeader.BYTES) > 0
            && Frame.sequence(begin, SegmentHeader.BYTES) == header.first();
    return hasRecord ? header.first() : header.first() - 1;
  }

  /** The sequence number of the first whole record; null if there is none. */
  @Nullable Long firstSequence() throws IOException {
    SegmentReader reader = new SegmentReader(file, 1, Long.MAX_VALUE);
    return reader.advance(file.size()) ? reader.sequence() : null;
  }

  /** Whether there is anything but zeros from a position on. */
  boolean hasBytesAfter(long position) throws IOException {
    byte[] bytes = new byte[16 * PAGE];
    long at = position;
    int read = file.read(at, bytes, 0, bytes.length);
    while (read > 0) {
      if (!isZero(bytes, read)) {
        return true;
      }
      at += read;
      read = file.read(at, bytes, 0, bytes.length);
    }
    return false;
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
