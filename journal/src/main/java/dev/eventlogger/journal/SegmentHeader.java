package dev.eventlogger.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a segment.
 *
 * @param number the segment's number among the segments, from 1
 * @param first the sequence number of its first record
 */
record SegmentHeader(long number, long first) {

  /** Its size in bytes. */
  static final int BYTES = 32;

  // "EvLogSeg", and the version of the format.
  private static final long MAGIC = 0x45764c6f67536567L;
  private static final int VERSION = 1;
  private static final int CRC = 28;

  byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putLong(MAGIC).putInt(VERSION).putLong(number).putLong(first);
    buffer.putInt(crc(buffer.array()));
    return buffer.array();
  }

  /** Parses a header; null if these bytes are none. */
  static @Nullable SegmentHeader parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < BYTES
        || buffer.getLong() != MAGIC
        || buffer.getInt() != VERSION
        || buffer.getInt(CRC) != crc(bytes)) {
      return null;
    }
    return new SegmentHeader(buffer.getLong(), buffer.getLong());
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC);
    return (int) crc.getValue();
  }
}
