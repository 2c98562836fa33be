package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a journal's progress in a small file with two slots that are written in turn, so that one
 * is always whole. Thread-safe.
 *
 * <p>It also remembers how much was accepted, and which segment is the newest, so that the loss of
 * the newest is noticed.
 */
final class Cursor implements AutoCloseable {

  static final String FILE = "cursor";

  private static final int SLOT = 4096;
  private static final int FILE_BYTES = 2 * SLOT;
  private static final int BYTES = 64;
  private static final int WRITES = 8;
  private static final int CRC = BYTES - 4;
  private static final int NEWEST = CRC - 4;
  // "EvLogCur"
  private static final long MAGIC = 0x45764c6f67437572L;

  private final Disk disk;
  private final Path path;
  private DiskFile file;
  private @Nullable Object identity;
  private Progress written;
  private long newest;
  private long writes;
  private volatile boolean isDirty;

  private Cursor(Disk disk, Path path, Progress progress, long newest, long writes)
      throws IOException {
    this.disk = disk;
    this.path = path;
    this.newest = newest;
    this.writes = writes;
    written = progress;
    file = disk.open(path);
  }

  /**
   * Opens the cursor of a journal, and writes what is known to both slots; makes the file if there
   * is none, or it is too short. An existing file is not enlarged: the disk may be full.
   *
   * @param newest the number of the newest segment; 0 if there is none
   */
  static Cursor open(Disk disk, Path directory, Reading last, Progress progress, long newest)
      throws IOException {
    Path path = directory.resolve(FILE);
    if (!last.isComplete()) {
      make(disk, path);
    }
    Cursor cursor = new Cursor(disk, path, progress, newest, last.writes());
    boolean done = false;
    try {
      cursor.fill();
      done = true;
      return cursor;
    } finally {
      if (!done) {
        cursor.close();
      }
    }
  }

  private synchronized void fill() throws IOException {
    identity = disk.identity(path);
    write(written);
    // One slot is synced before the other is written, so that a power cut spares one.
    sync();
    write(written);
  }

  /** Whether somebody has removed its file, or put another in its place. */
  synchronized boolean isGone() {
    try {
      return identity == null || !identity.equals(disk.identity(path));
    } catch (IOException e) {
      return false; // nobody knows
    }
  }

  /** Makes the file again if somebody has removed it. */
  synchronized boolean renew() throws IOException {
    if (!isGone()) {
      return false;
    }
    DiskFile gone = file;
    make(disk, path);
    file = disk.open(path);
    gone.close();
    fill();
    return true;
  }

  private static void make(Disk disk, Path path) throws IOException {
    try (DiskFile made = Segments.createUnfinished(disk, path)) {
      made.write(0, new byte[FILE_BYTES], 0, FILE_BYTES);
      made.sync();
    }
    Segments.finish(disk, path);
  }

  synchronized void write(Progress progress) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(BYTES);
    slot.putLong(MAGIC).putLong(++writes);
    slot.putLong(progress.next()).putLong(progress.accepted());
    slot.putLong(progress.delivered()).putLong(progress.dead()).putLong(progress.damaged());
    slot.putInt(NEWEST, (int) newest).putInt(CRC, crc(slot.array()));
    file.write((writes % 2) * SLOT, slot.array(), 0, BYTES);
    written = progress;
    isDirty = true;
  }

  /** Remembers how much was accepted, if that is more than before. */
  synchronized void writeAccepted(long accepted) throws IOException {
    if (accepted > written.accepted()) {
      write(
          new Progress(
              written.next(), accepted, written.delivered(), written.dead(), written.damaged()));
    }
  }

  /** Remembers which segment is the newest; 0 if there is none. */
  synchronized void writeNewest(long number) throws IOException {
    if (number != newest) {
      long before = newest;
      boolean done = false;
      try {
        newest = number;
        write(written);
        done = true;
      } finally {
        newest = done ? number : before;
      }
    }
  }

  /** Syncs what was written since the last sync, if anything was. */
  void sync() throws IOException {
    if (!isDirty) {
      return;
    }
    isDirty = false;
    boolean done = false;
    try {
      open().sync();
      done = true;
    } finally {
      isDirty |= !done;
    }
  }

  private synchronized DiskFile open() {
    return file;
  }

  @Override
  public void close() throws IOException {
    open().close();
  }

  /**
   * What a cursor's file says.
   *
   * @param progress null if neither slot is whole
   * @param newest the number of the newest segment; 0 if it is not known, or there was none
   * @param writes how often the cursor was written
   * @param isComplete whether the file has its full size
   * @param isDamaged whether at least one slot is damaged
   */
  record Reading(
      @Nullable Progress progress,
      long newest,
      long writes,
      boolean isComplete,
      boolean isDamaged) {

    private static final Reading NONE = new Reading(null, 0, 0, false, false);
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
          ? new Reading(null, 0, 0, isComplete, true)
          : new Reading(
              progress(newer),
              Integer.toUnsignedLong(newer.getInt(NEWEST)),
              newer.getLong(WRITES),
              isComplete,
              first == null || second == null);
    }
  }

  /** Reads a slot; null if it is not whole. */
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
