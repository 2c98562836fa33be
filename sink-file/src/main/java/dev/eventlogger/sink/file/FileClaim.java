package dev.eventlogger.sink.file;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a file for one log: against other processes by a lock on {@code <path>.lock}, and against
 * other logs of this process by a system property.
 *
 * <p>The lock alone would not do. It belongs to the process, and the system releases it as soon as
 * the process closes any descriptor of the lock file: a second log that opened it, was refused and
 * closed it would take the lock from the first. So that no second log opens it, the process has to
 * remember its claims; system properties are the memory that all class loaders share.
 *
 * <p>The lock file is never deleted: another process may have opened it already, and would then
 * hold a lock on a file that a third can no longer find.
 */
final class FileClaim implements AutoCloseable {

  private final String property;
  private final FileChannel lockFile;

  private FileClaim(String property, FileChannel lockFile) {
    this.property = property;
    this.lockFile = lockFile;
  }

  /**
   * Claims a file.
   *
   * @param path without links
   * @throws FileSystemException if another log or process has it
   */
  static FileClaim take(Path path, FileMode mode) throws IOException {
    String property = "dev.eventlogger.sink.file.claim:" + path;
    if (System.getProperties().putIfAbsent(property, "taken") != null) {
      throw refused(path, "another log of this process");
    }
    try {
      return new FileClaim(property, lock(path, mode));
    } catch (IOException | RuntimeException | Error e) {
      System.clearProperty(property);
      throw e;
    }
  }

  private static FileChannel lock(Path path, FileMode mode) throws IOException {
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    try {
      mode.createFile(lockPath);
    } catch (FileAlreadyExistsException e) {
      // Mostly it is there.
    }
    FileChannel lockFile = FileChannel.open(lockPath, StandardOpenOption.WRITE);
    try {
      if (lockFile.tryLock() == null) {
        throw refused(path, "another process");
      }
      return lockFile;
    } catch (OverlappingFileLockException e) {
      lockFile.close();
      throw refused(path, "another part of this process");
    } catch (IOException | RuntimeException | Error e) {
      lockFile.close();
      throw e;
    }
  }

  private static FileSystemException refused(Path path, String by) {
    return new FileSystemException(
        path.toString(), null, "is being written by " + by + "; give each log a file of its own");
  }

  @Override
  public void close() throws IOException {
    try {
      lockFile.close();
    } finally {
      System.clearProperty(property);
    }
  }
}
