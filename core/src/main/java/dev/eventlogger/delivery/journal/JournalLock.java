package dev.eventlogger.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a journal for one event logger: against other processes by a lock on a file, and against
 * others in this process by a system property.
 *
 * <p>The file lock alone would not do: the system releases it as soon as the process closes any
 * descriptor of the lock file, and a second event logger that is refused closes one. System
 * properties are the memory that all class loaders of a process share. For the same reason the
 * holder's process id stands in a file of its own, and the lock file is never deleted.
 */
final class JournalLock implements AutoCloseable {

  private static final String PROPERTY = "dev.eventlogger.journal:";
  private static final String LOCK = "lock";
  private static final String OWNER = "owner";
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final String property;
  private final FileChannel file;

  private JournalLock(String property, FileChannel file) {
    this.property = property;
    this.file = file;
  }

  /**
   * Locks a journal.
   *
   * @throws IllegalArgumentException if it is in use
   */
  static JournalLock take(Path directory) throws IOException {
    String property = PROPERTY + directory.toRealPath();
    if (System.getProperties().putIfAbsent(property, "taken") != null) {
      throw refused(directory, "another event logger of this process");
    }
    try {
      JournalLock lock = new JournalLock(property, lockFile(directory));
      Files.writeString(directory.resolve(OWNER), ProcessHandle.current().pid() + "\n");
      return lock;
    } catch (IOException | RuntimeException e) {
      System.clearProperty(property);
      throw e;
    }
  }

  /**
   * Whether somebody has a journal's lock at this moment. Several may ask at once; who takes the
   * lock just then tries again.
   */
  static boolean isTaken(Path directory) throws IOException {
    if (System.getProperty(PROPERTY + directory.toRealPath()) != null) {
      return true;
    }
    try (FileChannel file = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.READ);
        FileLock probe = file.tryLock(0, Long.MAX_VALUE, true)) {
      return probe == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** The process that has the lock, or had it last; "unknown" if it is not known. */
  static String owner(Path directory) {
    try {
      String owner = Files.readString(directory.resolve(OWNER), UTF_8).strip();
      return owner.matches("\\d{1,20}") ? owner : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static FileChannel lockFile(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!tryLock(file)) {
        throw refused(directory, "process " + owner(directory));
      }
      return file;
    } catch (OverlappingFileLockException e) {
      file.close();
      throw refused(directory, "another part of this process");
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Tries more than once: it may be somebody who only looks whether it is taken. */
  private static boolean tryLock(FileChannel file) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (file.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  private static IllegalArgumentException refused(Path directory, String holder) {
    return new IllegalArgumentException(
        "the journal in "
            + directory
            + " is in use by "
            + holder
            + "; give each process a directory of its own");
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      System.clearProperty(property);
    }
  }
}
