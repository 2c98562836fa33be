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
 * A file that its owner alone may read, that is always whole, and that one at a time changes, in
 * this process or another. For any number of threads and processes.
 */
public final class PrivateFile {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int MOST_LINKS = 40; // as Linux follows (path_resolution(7))

  private final Path target;

  /** What is done while nobody else changes the file. */
  public interface Change {
    /** Does it. */
    void make() throws IOException;
  }

  /** A file that need not be there. Through a link, the file that it names is meant. */
  public PrivateFile(Path path) throws IOException {
    target = atTheEnd(path.toAbsolutePath());
  }

  /** Of a chain of links, what they name, which need not be there either. */
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

  /** Whether it is there. */
  public boolean isThere() {
    return Files.exists(target);
  }

  /**
   * Does something while nobody else changes the file.
   *
   * @throws IOException also if somebody else is at it for longer than a second
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

  /** Puts other content in its place, at once, on disk too. Who may read it stays. */
  public void write(byte[] content) throws IOException {
    write(content, null);
  }

  /**
   * Puts other content in its place, at once, on disk too.
   *
   * @param model whoever may read this file may read a new one, too; null for its owner alone
   */
  public void write(byte[] content, @Nullable Path model) throws IOException {
    Path written = beside(".new");
    Files.deleteIfExists(written); // left by somebody who was killed
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

  /** Removes it, on disk too, if it is there. */
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
