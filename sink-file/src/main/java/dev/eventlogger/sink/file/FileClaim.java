package dev.eventlogger.sink.file;

import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.LockedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Reserves a file for one log, by a lock on {@code <path>.lock}. For one thread at a time. */
final class FileClaim implements AutoCloseable {

  private final ExclusiveLock lock;

  private FileClaim(ExclusiveLock lock) {
    this.lock = lock;
  }

  /**
   * Claims a file.
   *
   * @param path without links
   * @throws FileSystemException if another log or process has it
   */
  static FileClaim take(Path path, FileMode mode) throws IOException {
    try {
      return new FileClaim(
          ExclusiveLock.take(path.resolveSibling(path.getFileName() + ".lock"), mode));
    } catch (LockedException e) {
      throw refused(path, e);
    }
  }

  private static FileSystemException refused(Path path, LockedException locked) {
    String holder =
        switch (locked.holder()) {
          case THIS_PROCESS -> "another log of this process";
          case ANOTHER_PART -> "another part of this process";
          case ANOTHER_PROCESS -> "another process";
        };
    return new FileSystemException(
        path.toString(),
        null,
        "is being written by " + holder + "; give each log a file of its own");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
