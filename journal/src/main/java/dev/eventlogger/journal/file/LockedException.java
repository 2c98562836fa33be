package dev.eventlogger.journal.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says that a lock is held by somebody else. */
public final class LockedException extends FileSystemException {

  private static final long serialVersionUID = 1;

  /** Who holds it. */
  public enum Holder {
    /** Another owner in this process that took it the same way. */
    THIS_PROCESS,
    /** Something else in this process that locked the file itself. */
    ANOTHER_PART,
    /** Another process. */
    ANOTHER_PROCESS
  }

  private final Holder holder;

  LockedException(Path file, Holder holder) {
    super(file.toString(), null, "is locked");
    this.holder = holder;
  }

  /** Who holds it. */
  public Holder holder() {
    return holder;
  }
}
