package dev.eventlogger.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file that only its owner may read, that is always whole, and that only one at a time changes,
 * in this process or another. For any number of threads and processes.
 */
public final class PrivateFile {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int MOST_LINKS = 40; // as Linux follows (path_resolution(7))

  private final Path target;

  /** A change that is made while nobody else changes the file. */
  public interface Change {
    /** Makes the change. */
    void make() throws IOException;
  }

  /** A file that need not exist. For a link, the file that it leads to. */
  public PrivateFile(Path path) throws IOException {
    target = atTheEnd(path.toAbsolutePath());
  }

  /** The end of a chain of links, which need not exist either. */
  private static Path atTheEnd(Path path) throws IOException {
    Path end = path;
    for (int links = 0; Files.isSymbolicLink(end); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return Files.exists(end) ? end.toRealPath() : end.normalize();
  }

  /** Whether it exists. */
  public boolean isThere() {
    return Files.exists(target);
  }

  /**
   * Makes a change while nobody else changes the file.
   *
   * @throws IOException also if somebody else has it for longer than a second
   */
  @SuppressWarnings("try") // it is held, not used
  public void whileAlone(Change change) throws IOException {
    try (ExclusiveLock unused = lock()) {
      change.make();
    }
  }

  private ExclusiveLock lock() throws IOException {
    long begun = System.nanoTime();
    while (true) {
      try {
        return ExclusiveLock.take(beside(".lock"), FileMode.PRIVATE);
      } catch (LockedException e) {
        if (System.nanoTime() - begun >= PATIENCE_NANOS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Replaces the content atomically and durably. The file's permissions stay. */
  public void write(byte[] content) throws IOException {
    write(content, null);
  }

  /**
   * Replaces the content atomically and durably.
   *
   * @param model file whose permissions a new file gets; null for its owner alone
   */
  public void write(byte[] content, @Nullable Path model) throws IOException {
    Path written = beside(".new");
    Files.deleteIfExists(written); // left by a process that was killed
    FileMode.PRIVATE.createFile(written);
    if (isThere()) {
      FileMode.copy(target, written);
    } else if (model != null && Files.exists(model)) {
      FileMode.copy(model.toRealPath(), written);
    }
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
  }

  /** Deletes the file durably, if it exists. */
  public void delete() throws IOException {
    if (Files.deleteIfExists(target)) {
      syncFolder();
    }
  }

  private void syncFolder() throws IOException {
    Path directory = target.getParent();
    if (directory != null) {
      Directories.sync(directory);
    }
  }

  private Path beside(String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }
}
