package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a journal's owner wants written down beside it: a small file, replaced when it changes. It
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

  /** From now on, this is what is to be written. */
  void keep(Supplier<String> notes) {
    source = notes;
  }

  /**
   * Makes the file while there is room for it. So it can be written where the disk can make no more
   * files, and what happens then is remembered.
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

  /** Writes what there is to write, if it has changed. */
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

  /** Who reads meanwhile may see half of each, which is better than nothing. */
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

  /** What is written; empty if nothing is, or it cannot be read. */
  static String read(Disk disk, Path directory) {
    byte[] bytes = new byte[MOST_BYTES];
    try (DiskFile file = disk.openToRead(directory.resolve(FILE))) {
      return new String(bytes, 0, file.read(0, bytes, 0, bytes.length), UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
