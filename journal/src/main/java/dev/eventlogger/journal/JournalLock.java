package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.LockedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reserves a journal for one event logger, and tells which process has it.
 *
 * <p>The holder's process id is in a file of its own, since closing any descriptor of the lock file
 * would release the lock. For one thread at a time.
 */
final class JournalLock implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String OWNER = "owner";

  private final Path directory;
  private final FileMode mode;
  private final ExclusiveLock lock;

  private JournalLock(Path directory, FileMode mode, ExclusiveLock lock) {
    this.directory = directory;
    this.mode = mode;
    this.lock = lock;
  }

  /**
   * Locks a journal.
   *
   * @throws IllegalArgumentException if it is in use
   */
  static JournalLock take(Path directory, FileMode mode) throws IOException {
    ExclusiveLock lock;
    try {
      lock = ExclusiveLock.take(directory.resolve(LOCK), mode);
    } catch (LockedException e) {
      throw refused(directory, e);
    }
    boolean done = false;
    try {
      JournalLock taken = new JournalLock(directory, mode, lock);
      taken.writeOwner();
      done = true;
      return taken;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  private void writeOwner() throws IOException {
    Path owner = directory.resolve(OWNER);
    if (Files.isSymbolicLink(owner)) {
      throw new IOException(owner + ": is a link, which is not followed; remove it");
    }
    try {
      mode.createFile(owner);
    } catch (FileAlreadyExistsException e) {
      // It mostly exists.
    }
    Files.writeString(
        owner,
        ProcessHandle.current().pid() + "\n",
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Takes the lock again if somebody has removed its file.
   *
   * @return whether it was gone
   * @throws IllegalArgumentException if another process was faster
   */
  boolean renew() throws IOException {
    try {
      boolean wasGone = lock.renew();
      if (wasGone) {
        writeOwner();
      }
      return wasGone;
    } catch (LockedException e) {
      throw refused(directory, e);
    }
  }

  /** Whether somebody has removed the lock's file, or put another in its place. */
  boolean isGone() {
    return lock.isGone();
  }

  /** Whether somebody has a journal's lock at this moment. */
  static boolean isTaken(Path directory) throws IOException {
    return ExclusiveLock.isTaken(directory.resolve(LOCK));
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

  private static IllegalArgumentException refused(Path directory, LockedException locked) {
    String holder =
        switch (locked.holder()) {
          case THIS_PROCESS -> "another event logger of this process";
          case ANOTHER_PART -> "another part of this process";
          case ANOTHER_PROCESS -> "process " + owner(directory);
        };
    return new IllegalArgumentException(
        "the journal in "
            + directory
            + " is in use by "
            + holder
            + "; give each process a directory of its own");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
