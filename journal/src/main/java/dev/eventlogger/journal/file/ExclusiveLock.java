package dev.eventlogger.journal.file;

import dev.eventlogger.journal.file.LockedException.Holder;
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
 * Reserves something on disk for one owner: against other processes by a lock on a file, and
 * against others in this process by a system property.
 *
 * <p>The file lock alone would not suffice. It belongs to the process, and the system releases it
 * as soon as the process closes any descriptor of the lock file: a second owner that opened it, was
 * refused and closed it would take the lock from the first. To keep others from opening it, the
 * process has to remember who has it; system properties are shared by all class loaders.
 *
 * <p>The lock file is never deleted: another process may have opened it already, and would then
 * hold a lock on a file that a third can no longer find. For one thread at a time.
 */
public final class ExclusiveLock implements AutoCloseable {

  private static final String PROPERTY = "dev.eventlogger.lock:";
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path path;
  private final FileMode mode;
  private final String property;
  private Locked locked;

  /**
   * A file that is locked.
   *
   * @param identity what distinguishes it from others of the same name; null if it is gone already
   */
  private record Locked(FileChannel file, @Nullable Object identity) {}

  private ExclusiveLock(Path path, FileMode mode, String property, Locked locked) {
    this.path = path;
    this.mode = mode;
    this.property = property;
    this.locked = locked;
  }

  /**
   * Takes a lock.
   *
   * @param path the lock file, which is created if there is none
   * @param mode who may read and write it
   * @throws LockedException if the lock is held already
   */
  public static ExclusiveLock take(Path path, FileMode mode) throws IOException {
    String property = property(path);
    if (System.getProperties().putIfAbsent(property, "taken") != null) {
      throw new LockedException(path, Holder.THIS_PROCESS);
    }
    boolean done = false;
    try {
      ExclusiveLock lock = new ExclusiveLock(path, mode, property, lock(path, mode));
      done = true;
      return lock;
    } finally {
      if (!done) {
        System.clearProperty(property);
      }
    }
  }

  /** A key that is the same for all paths to a file, whatever links are in its directory. */
  private static String property(Path path) throws IOException {
    Path whole = path.toAbsolutePath();
    Path directory = whole.getParent();
    return PROPERTY
        + (directory == null ? whole : directory.toRealPath().resolve(path.getFileName()));
  }

  private static Locked lock(Path path, FileMode mode) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new IOException(path + ": is a link, which is not followed; remove it");
    }
    try {
      mode.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // It mostly exists.
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean done = false;
    try {
      if (!tryLock(file)) {
        throw new LockedException(path, Holder.ANOTHER_PROCESS);
      }
      Locked locked = new Locked(file, Directories.identity(path));
      done = true;
      return locked;
    } catch (OverlappingFileLockException e) {
      throw new LockedException(path, Holder.ANOTHER_PART);
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  /** Tries more than once: the holder may only be checking whether it is taken. */
  private static boolean tryLock(FileChannel file) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (file.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  /**
   * Takes the lock again if somebody has removed its file: another process would make another file,
   * and get another lock.
   *
   * @return whether it was gone
   * @throws LockedException if another process was faster
   */
  public boolean renew() throws IOException {
    if (!isGone()) {
      return false;
    }
    Locked gone = locked;
    locked = lock(path, mode);
    gone.file().close();
    return true;
  }

  /** Whether somebody has removed the lock's file, or put another in its place. */
  public boolean isGone() {
    try {
      return locked.identity() == null || !locked.identity().equals(Directories.identity(path));
    } catch (IOException e) {
      return false; // nobody knows
    }
  }

  /**
   * Whether somebody holds the lock at this moment. Several may ask at once; a process that takes
   * the lock at that moment tries again.
   */
  public static boolean isTaken(Path path) throws IOException {
    if (System.getProperty(property(path)) != null) {
      return true;
    }
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

  @Override
  public void close() throws IOException {
    try {
      locked.file().close();
    } finally {
      System.clearProperty(property);
    }
  }
}
