package dev.eventlogger.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What a journal's owner wants written down beside it: a small file, replaced when it changes. It
 * is never synced, and nothing depends on it. For one thread at a time.
 */
final class Notes {

  static final String FILE = "notes";

  private static final int MOST_BYTES = 64 * 1024;

  private final Disk disk;
  private final Path path;
  private volatile Supplier<String> source = () -> "";
  private String written = "";

  Notes(Disk disk, Path directory) {
    this.disk = disk;
    path = directory.resolve(FILE);
  }

  /** From now on, this is what is to be written. */
  void keep(Supplier<String> notes) {
    source = notes;
  }

  /** Writes what there is to write, if it has changed. */
  void write() throws IOException {
    String now = source.get();
    if (now.equals(written)) {
      return;
    }
    byte[] bytes = now.getBytes(UTF_8);
    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      file.write(0, bytes, 0, bytes.length);
    }
    disk.rename(Segments.unfinished(path), path);
    written = now;
  }

  /** What is written; empty if nothing is, or it cannot be read. */
  static String read(Disk disk, Path directory) {
    byte[] bytes = new byte[MOST_BYTES];
    try (DiskFile file = disk.openToRead(directory.resolve(FILE))) {
      return new String(bytes, 0, file.read(0, bytes, 0, bytes.length), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
