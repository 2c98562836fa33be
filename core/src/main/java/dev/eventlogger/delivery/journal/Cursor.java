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
  private volatile boolean isDirty;

  private Cursor(DiskFile file) {
    this.file = file;
  }

  /**
   * Opens the cursor of a journal, and has both slots say what is known; makes it if there is none,
   * or it is too short. One that is there takes no more room: the disk may be full.
   */
  static Cursor open(Disk disk, Path directory, Reading last, Progress progress)
      throws IOException {
    Path path = directory.resolve(FILE);
    if (!last.isComplete()) {
      make(disk, path);
    }
    Cursor cursor = new Cursor(disk.open(path));
    cursor.writes = last.writes();
    cursor.write(progress);
    // One slot at a time, so that a power cut leaves the other.
    cursor.sync();
    cursor.write(progress);
    return cursor;
  }

  private static void make(Disk disk, Path path) throws IOException {
    try (DiskFile made = Segments.createUnfinished(disk, path)) {
      made.write(0, new byte[FILE_BYTES], 0, FILE_BYTES);
      made.sync();
    }
    Segments.finish(disk, path);
  }

  void write(Progress progress) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(BYTES);
    slot.putLong(MAGIC).putLong(++writes);
    slot.putLong(progress.next()).putLong(progress.accepted());
    slot.putLong(progress.delivered()).putLong(progress.dead()).putLong(progress.damaged());
    slot.putInt(CRC, crc(slot.array()));
    file.write((writes % 2) * SLOT, slot.array(), 0, BYTES);
    isDirty = true;
  }

  /** Syncs what was written, if anything was since the last time. */
  void sync() throws IOException {
    if (!isDirty) {
      return;
    }
    isDirty = false;
    boolean done = false;
    try {
      file.sync();
      done = true;
    } finally {
      isDirty |= !done;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * What a cursor's file says.
   *
   * @param progress null if it says nothing
   * @param writes how often it was written
   * @param isComplete whether the file has its size
   * @param isDamaged whether one of its slots is, or both are
   */
  record Reading(@Nullable Progress progress, long writes, boolean isComplete, boolean isDamaged) {

    private static final Reading NONE = new Reading(null, 0, false, false);
  }

  /** Reads the cursor of a journal, without changing it. */
  static Reading read(Disk disk, Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    if (!disk.list(directory).contains(path)) {
      return Reading.NONE;
    }
    try (DiskFile file = PatchyFile.open(disk, path)) {
      boolean isComplete = file.size() == FILE_BYTES;
      ByteBuffer first = slot(file, 0);
      ByteBuffer second = slot(file, SLOT);
      boolean isFirstNewer =
          second == null || (first != null && first.getLong(WRITES) > second.getLong(WRITES));
      ByteBuffer newer = isFirstNewer ? first : second;
      return newer == null
          ? new Reading(null, 0, isComplete, true)
          : new Reading(
              progress(newer), newer.getLong(WRITES), isComplete, first == null || second == null);
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
