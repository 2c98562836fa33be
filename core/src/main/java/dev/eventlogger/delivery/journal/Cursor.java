package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a journal's progress in a small file of two slots that are written in turn, so that one is
 * always whole. One thread writes at a time; another may sync.
 */
final class Cursor implements AutoCloseable {

  static final String FILE = "cursor";

  private static final int SLOT = 4096;
  private static final int FILE_BYTES = 2 * SLOT;
  private static final int BYTES = 64;
  private static final int WRITES = 8;
  private static final int CRC = BYTES - 4;
  // "EvLogCur"
  private static final long MAGIC = 0x45764c6f67437572L;

  private final DiskFile file;
  private long writes;

  private Cursor(DiskFile file) {
    this.file = file;
  }

  /** Opens the cursor of a journal; makes it if there is none. */
  static Cursor open(Disk disk, Path directory, Progress progress) throws IOException {
    Path path = directory.resolve(FILE);
    Path unfinished = Segments.unfinished(path);
    try (DiskFile made = disk.open(unfinished)) {
      made.write(0, new byte[FILE_BYTES], 0, FILE_BYTES);
      Cursor cursor = new Cursor(made);
      cursor.write(progress);
      cursor.write(progress);
      made.sync();
    }
    Segments.finish(disk, path);
    Cursor cursor = new Cursor(disk.open(path));
    cursor.writes = 2;
    return cursor;
  }

  void write(Progress progress) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(BYTES);
    slot.putLong(MAGIC).putLong(++writes);
    slot.putLong(progress.next()).putLong(progress.accepted());
    slot.putLong(progress.delivered()).putLong(progress.dead()).putLong(progress.damaged());
    slot.putInt(CRC, crc(slot.array()));
    file.write((writes % 2) * SLOT, slot.array(), 0, BYTES);
  }

  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** What a cursor's file says. */
  record Reading(@Nullable Progress progress, boolean isDamaged) {}

  /** Reads the cursor of a journal, without changing it. */
  static Reading read(Disk disk, Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    if (!disk.list(directory).contains(path)) {
      return new Reading(null, false);
    }
    try (DiskFile file = disk.openToRead(path)) {
      ByteBuffer first = slot(file, 0);
      ByteBuffer second = slot(file, SLOT);
      boolean isFirstNewer =
          second == null || (first != null && first.getLong(WRITES) > second.getLong(WRITES));
      ByteBuffer newer = isFirstNewer ? first : second;
      boolean isDamaged = first == null || second == null;
      return new Reading(newer == null ? null : progress(newer), isDamaged);
    }
  }

  /** Null if the slot is not whole. */
  private static @Nullable ByteBuffer slot(DiskFile file, long position) throws IOException {
    byte[] bytes = new byte[BYTES];
    int length = file.read(position, bytes, 0, BYTES);
    ByteBuffer slot = ByteBuffer.wrap(bytes);
    boolean isWhole = length == BYTES && slot.getLong(0) == MAGIC && slot.getInt(CRC) == crc(bytes);
    return isWhole ? slot : null;
  }

  private static Progress progress(ByteBuffer slot) {
    slot.position(WRITES + Long.BYTES);
    return new Progress(
        slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong());
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC);
    return (int) crc.getValue();
  }
}
