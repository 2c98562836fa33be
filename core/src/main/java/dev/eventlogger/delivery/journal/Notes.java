package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What a journal's owner wants written down beside it: a small file, replaced when it changes. It
 * is never synced, and nothing depends on it. For one thread at a time.
 */
final class Notes {

  static final String FILE = "notes";

  private static final int MOST_BYTES = 64 * 1024;
  private static final byte[] NONE = {};

  private final Disk disk;
  private final Path path;
  private volatile Supplier<byte[]> source = () -> NONE;
  private byte[] written = NONE;

  Notes(Disk disk, Path directory) {
    this.disk = disk;
    path = directory.resolve(FILE);
  }

  /** From now on, this is what is to be written. */
  void keep(Supplier<byte[]> notes) {
    source = notes;
  }

  /** Writes what there is to write, if it has changed. */
  void write() throws IOException {
    byte[] now = source.get();
    if (Arrays.equals(now, written)) {
      return;
    }
    Path unfinished = Segments.unfinished(path);
    disk.delete(unfinished);
    try (DiskFile file = disk.open(unfinished)) {
      file.write(0, now, 0, now.length);
    }
    disk.rename(unfinished, path);
    written = now;
  }

  /** What is written; empty if nothing is, or it cannot be read. */
  static byte[] read(Disk disk, Path directory) {
    byte[] bytes = new byte[MOST_BYTES];
    try (DiskFile file = disk.openToRead(directory.resolve(FILE))) {
      return Arrays.copyOf(bytes, file.read(0, bytes, 0, bytes.length));
    } catch (IOException e) {
      return NONE;
    }
  }
}
