package dev.eventlogger.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a record in a segment: its length, its CRC32C, its sequence number, and its bytes.
 * The CRC covers all the others.
 *
 * <p>The first byte of a frame is 0, since no record is long enough to need it, and no record
 * contains a 0, since JSON does not. So a frame is never found inside a record, whatever was
 * logged.
 */
final class Frame {

  /** Bytes in front of a record. */
  static final int HEADER = 16;

  /** Records are shorter than this. */
  static final int MOST_LENGTH = 1 << 24;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int CRC = 4;
  private static final int SEQUENCE = 8;
  private static final long WITHDRAWN = -1;

  private Frame() {}

  /** Writes the record's length into the header space before it. */
  static void begin(byte[] bytes, int at, int length) {
    INT.set(bytes, at, length);
    LONG.set(bytes, at + SEQUENCE, 0L);
  }

  /** Marks a record that was begun as not to be written. */
  static void withdraw(byte[] bytes, int at) {
    LONG.set(bytes, at + SEQUENCE, WITHDRAWN);
  }

  static boolean isWithdrawn(byte[] bytes, int at) {
    return sequence(bytes, at) == WITHDRAWN;
  }

  /** Completes the frame of a record that was begun. */
  static void seal(byte[] bytes, int at, long sequence) {
    LONG.set(bytes, at + SEQUENCE, sequence);
    INT.set(bytes, at + CRC, crc(bytes, at, length(bytes, at)));
  }

  static int length(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long sequence(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + SEQUENCE);
  }

  /** Whether a frame is as it was sealed. */
  static boolean isWhole(byte[] bytes, int at, int length) {
    return (int) INT.get(bytes, at + CRC) == crc(bytes, at, length);
  }

  private static int crc(byte[] bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, CRC);
    crc.update(bytes, at + SEQUENCE, HEADER - SEQUENCE + length);
    return (int) crc.getValue();
  }
}
