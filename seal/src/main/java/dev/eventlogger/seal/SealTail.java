package dev.eventlogger.seal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was sealed last, in one file that is synced once for each checkpoint: entries, salts,
 * checkpoint, and what the owner wants remembered. All other files can be made from it, and are
 * synced in the background; then a new tail file begins, and the old one is deleted. For one thread
 * at a time.
 */
final class SealTail implements AutoCloseable {

  private static final String NAME = "tail-";
  private static final String UNFINISHED = ".new";

  private final Path folder;
  private final SealDisk disk;
  private @Nullable RandomAccessFile file;
  private long number;
  private long length;

  SealTail(Path folder, SealDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /**
   * The records of all tail files, in order; the first record is the state that they start from.
   * Empty if there are no files.
   *
   * @throws IOException if a file cannot be read, or its first record is damaged
   */
  List<TailRecord> read() throws IOException {
    List<TailRecord> all = new ArrayList<>();
    for (Path path : files()) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      TailRecord begin = TailRecord.read(bytes);
      if (begin == null) {
        throw new IOException(path + ": is damaged; restore the folder as a whole");
      }
      // Records beyond the beginning of this file were given up then: they may not be on disk.
      all.removeIf(each -> each.after() > begin.before());
      for (TailRecord next = begin; next != null; next = TailRecord.read(bytes)) {
        all.add(next);
      }
    }
    return all;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : disk.list(folder)) {
      if (String.valueOf(path.getFileName()).matches(NAME + "[0-9]{10}")) {
        files.add(path);
      }
    }
    return files;
  }

  /**
   * Begins a new file, which is on disk when this returns.
   *
   * @return the files before it, which are needed until everything else is on disk
   */
  List<Path> begin(TailRecord state) throws IOException {
    List<Path> before = files();
    for (Path path : before) {
      number = Math.max(number, numberOf(path));
    }
    Path path = folder.resolve(NAME + digits(number + 1));
    Path unfinished = folder.resolve(path.getFileName() + UNFINISHED);
    byte[] bytes = state.asBegin().toBytes();
    disk.write(unfinished, bytes);
    disk.syncAll(Set.of(unfinished));
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    disk.syncAll(Set.of(path));
    closeFile();
    number++;
    length = bytes.length;
    file = new RandomAccessFile(path.toFile(), "rw");
    return before;
  }

  private static long numberOf(Path path) {
    return Long.parseLong(String.valueOf(path.getFileName()).substring(NAME.length()));
  }

  private static String digits(long number) {
    String text = Long.toString(number);
    return "0".repeat(10 - text.length()) + text;
  }

  /**
   * Appends a record, which is on disk when this returns. After a failure a new file must begin,
   * since nobody knows what this one holds.
   */
  void append(TailRecord record) throws IOException {
    RandomAccessFile open = file;
    if (open == null) {
      throw new IOException("no file is open");
    }
    byte[] bytes = record.toBytes();
    boolean done = false;
    try {
      open.seek(length);
      open.write(bytes);
      open.getFD().sync();
      done = true;
    } finally {
      if (!done) {
        closeFile();
      }
    }
    length += bytes.length;
  }

  /** Whether a record can be appended. */
  boolean isOpen() {
    return file != null;
  }

  /** Bytes of the current file. */
  long length() {
    return length;
  }

  private void closeFile() throws IOException {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeFile();
  }
}
