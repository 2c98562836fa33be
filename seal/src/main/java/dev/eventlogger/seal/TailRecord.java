package dev.eventlogger.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What one checkpoint adds, in one piece: the entries with their salts, what the owner wants
 * remembered with them, and the checkpoint.
 *
 * @param before the tree's size before it
 * @param entries the entries that are added
 * @param salts 16 bytes for each entry; zeros for a record
 * @param epoch index of the leaf that began the epoch; -1 for none
 * @param mark what the owner wants remembered
 * @param checkpoint the signed note; empty if nothing was ever sealed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TailRecord(
    long before, List<byte[]> entries, byte[] salts, long epoch, byte[] mark, byte[] checkpoint) {

  private static final int HEAD = 8;
  private static final int FIXED = 8 + 8 + 4 + 4 + 4;
  private static final int MOST_BYTES = 1 << 28;

  /** The state after this, without what led to it: what a new file begins with. */
  TailRecord asBegin() {
    return new TailRecord(after(), List.of(), new byte[0], epoch, mark, checkpoint);
  }

  /** The tree's size after it. */
  long after() {
    return before + entries.size();
  }

  /** The written form: the length, a checksum, and the rest. */
  byte[] toBytes() {
    int length = FIXED + mark.length + checkpoint.length + salts.length;
    for (byte[] entry : entries) {
      length += Bundle.room(entry);
    }
    byte[] all = new byte[HEAD + length];
    ByteBuffer out = ByteBuffer.wrap(all);
    out.putInt(length).putInt(0).putLong(before).putLong(epoch);
    out.putInt(entries.size()).putInt(mark.length).putInt(checkpoint.length);
    out.put(mark).put(checkpoint).put(salts);
    int at = out.position();
    for (byte[] entry : entries) {
      at = Bundle.write(entry, all, at);
    }
    out.putInt(4, crc(all, HEAD, length));
    return all;
  }

  /** Reads the next record of a file; null if there is no whole one. */
  static @Nullable TailRecord read(ByteBuffer file) {
    int begin = file.position();
    if (file.remaining() < HEAD + FIXED) {
      return null;
    }
    int length = file.getInt();
    int crc = file.getInt();
    boolean isWhole =
        length >= FIXED
            && length <= MOST_BYTES
            && length <= file.remaining()
            && crc(file.array(), file.arrayOffset() + file.position(), length) == crc;
    if (!isWhole) {
      file.position(begin);
      return null;
    }
    return body(file);
  }

  private static TailRecord body(ByteBuffer file) {
    long before = file.getLong();
    long epoch = file.getLong();
    int count = file.getInt();
    byte[] mark = new byte[file.getInt()];
    byte[] checkpoint = new byte[file.getInt()];
    byte[] salts = new byte[count * SealEntry.SALT_BYTES];
    file.get(mark).get(checkpoint).get(salts);
    List<byte[]> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] entry = new byte[Short.toUnsignedInt(file.getShort())];
      file.get(entry);
      entries.add(entry);
    }
    return new TailRecord(before, entries, salts, epoch, mark, checkpoint);
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
