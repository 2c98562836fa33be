package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries one after the other, as tlog-tiles has them: each after two bytes that hold its length.
 */
final class Bundle {

  private static final int LENGTH_BYTES = 2;

  private Bundle() {}

  /** How many bytes an entry takes up. */
  static int room(byte[] entry) {
    return LENGTH_BYTES + entry.length;
  }

  /** Writes an entry into an array; returns the position after it. */
  static int write(byte[] entry, byte[] into, int at) {
    into[at] = (byte) (entry.length >> 8);
    into[at + 1] = (byte) entry.length;
    System.arraycopy(entry, 0, into, at + LENGTH_BYTES, entry.length);
    return at + room(entry);
  }

  /**
   * Reads the entries of a bundle.
   *
   * @param file where they were read from, for the message
   * @throws IOException if the last entry is incomplete
   */
  static List<byte[]> parse(byte[] bytes, Path file) throws IOException {
    List<byte[]> entries = new ArrayList<>(Tile.WIDTH);
    int at = 0;
    while (at < bytes.length) {
      int length =
          at + 1 < bytes.length ? ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff) : bytes.length;
      int begin = at + LENGTH_BYTES;
      at = begin + length;
      if (at > bytes.length) {
        throw new IOException(file + ": is damaged: its last entry is not whole");
      }
      entries.add(Arrays.copyOfRange(bytes, begin, at));
    }
    return entries;
  }
}
