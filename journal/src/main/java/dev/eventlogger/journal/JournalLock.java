package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a journal for one event logger: against other processes by a lock on a file, and against
 * others in this process by a system property.
 *
 * <p>The file lock alone would not do: the system releases it as soon as the process closes any
 * descriptor of the lock file, and a second event logger that is refused closes one. System
 * properties are the memory that all class loaders of a process share. For the same reason the
 * holder's process id stands in a file of its own, and the lock file is never deleted. For one
 * thread at a time.
 */
final class JournalLock implements AutoCloseable {

  private static final String PROPERTY = "dev.eventlogger.journal:";
  private static final String LOCK = "lock";
  private static final String OWNER = "owner";
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path directory;
  private final FileMode mode;
  private final String property;
  private FileChannel file;
  private @Nullable Object identity;

  private JournalLock(Path directory, FileMode mode, String property, FileChannel file) {
    this.directory = directory;
    this.mode = mode;
    this.property = property;
    this.file = file;
  }

  /**
   * Locks a journal.
   *
   * @throws IllegalArgumentException if it is in use
   */
  static JournalLock take(Path directory, FileMode mode) throws IOException {
    String property = PROPERTY + directory.toRealPath();
    if (System.getProperties().putIfAbsent(property, "taken") != null) {
      throw refused(directory, "another event logger of this process");
    }
    FileChannel file = null;
    boolean done = false;
    try {
      file = lockFile(directory, mode);
      JournalLock lock = new JournalLock(directory, mode, property, file);
      lock.begin();
      done = true;
      return lock;
    } finally {
      if (!done) {
        System.clearProperty(property);
        if (file != null) {
          file.close();
        }
      }
    }
  }

  private void begin() throws IOException {
    identity = identity();
    Path owner = directory.resolve(OWNER);
    requireNoLink(owner);
    makeFile(owner, mode);
    Files.writeString(
        owner,
        ProcessHandle.current().pid() + "\n",
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Takes the lock anew, if somebody has removed its file: with another file, another process would
   * get another lock.
   *
   * @return whether it was gone
   * @throws IllegalArgumentException if another process has been faster
   */
  boolean renew() throws IOException {
    if (!isGone()) {
      return false;
    }
    FileChannel gone = file;
    file = lockFile(directory, mode);
    gone.close();
    begin();
    return true;
  }

  /** Whether somebody has removed the lock's file, or put another in its place. */
  boolean isGone() {
    try {
      return identity == null || !identity.equals(identity());
    } catch (IOException e) {
      return false; // nobody knows
    }
  }

  private @Nullable Object identity() throws IOException {
    return new LocalDisk(mode).identity(directory.resolve(LOCK));
  }

  private static void makeFile(Path path, FileMode mode) throws IOException {
    try {
      mode.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // Mostly it is there.
    }
  }

  private static void requireNoLink(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new IOException(path + ": is a link, which is not followed; remove it");
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
    Path path = directory.resolve(LOCK);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
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
    Path file = directory.resolve(OWNER);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "unknown";
    }
    try {
      String owner = Files.readString(file, UTF_8).strip();
      return owner.matches("\\d{1,20}") ? owner : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static FileChannel lockFile(Path directory, FileMode mode) throws IOException {
    Path path = directory.resolve(LOCK);
    requireNoLink(path);
    makeFile(path, mode);
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean done = false;
    try {
      if (!tryLock(file)) {
        throw refused(directory, "process " + owner(directory));
      }
      done = true;
      return file;
    } catch (OverlappingFileLockException e) {
      throw refused(directory, "another part of this process");
    } finally {
      if (!done) {
        file.close();
      }
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
