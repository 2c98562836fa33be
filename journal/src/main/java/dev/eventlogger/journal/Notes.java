package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text that a journal's owner keeps beside it: a small file, replaced when the text changes. It
 * is never synced, and nothing depends on it. For one thread at a time.
 */
final class Notes {

  static final String FILE = "notes";

  private static final int MOST_BYTES = 64 * 1024;
  private static final int BLOCK = 4096;

  private final Disk disk;
  private final Path path;
  private volatile Supplier<String> source = () -> "";
  private String written = "";
  private @Nullable Object identity;

  Notes(Disk disk, Path directory) {
    this.disk = disk;
    path = directory.resolve(FILE);
  }

  /** Sets where the text comes from. */
  void keep(Supplier<String> notes) {
    source = notes;
  }

  /**
   * Makes the file while there is space for it, so that it can still be written when the disk has
   * no space for new files.
   */
  void prepare() throws IOException {
    if (disk.identity(path) == null) {
      try (DiskFile file = disk.create(path)) {
        byte[] blanks = new byte[BLOCK];
        Arrays.fill(blanks, (byte) ' ');
        file.write(0, blanks, 0, BLOCK);
      }
    }
  }

  /** Writes the text, if it has changed. */
  void write() throws IOException {
    String now = source.get();
    if (now.equals(written) && (now.isEmpty() || isThere())) {
      return;
    }
    byte[] bytes = now.getBytes(UTF_8);
    try {
      replace(bytes);
    } catch (IOException e) {
      overwrite(bytes);
    }
    written = now;
    identity = disk.identity(path);
  }

  private boolean isThere() throws IOException {
    Object there = disk.identity(path);
    return there != null && there.equals(identity);
  }

  private void replace(byte[] bytes) throws IOException {
    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      file.write(0, bytes, 0, bytes.length);
    }
    disk.rename(Segments.unfinished(path), path);
  }

  /**
   * Overwrites the file in place: whoever reads meanwhile may see half of each text, which is
   * better than nothing.
   */
  private void overwrite(byte[] bytes) throws IOException {
    if (!disk.isFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (DiskFile file = disk.open(path)) {
      int size = (int) Math.max(file.size(), bytes.length);
      byte[] padded = Arrays.copyOf(bytes, size);
      Arrays.fill(padded, bytes.length, size, (byte) ' ');
      file.write(0, padded, 0, size);
    }
  }

  /** Reads the text; empty if there is none, or it cannot be read. */
  static String read(Disk disk, Path directory) {
    byte[] bytes = new byte[MOST_BYTES];
    try (DiskFile file = disk.openToRead(directory.resolve(FILE))) {
      return new String(bytes, 0, file.read(0, bytes, 0, bytes.length), UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
