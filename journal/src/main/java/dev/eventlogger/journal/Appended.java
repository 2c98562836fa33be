package dev.eventlogger.journal;

/** What became of a record that was to be appended. */
public enum Appended {
  /** It is in the journal, as safely as {@link Sync} says. */
  WRITTEN,
  /** It was not written: the journal has reached its maximum size. */
  FULL,
  /** It was not written: the disk is full or failing. */
  FAILED,
  /** It was not written while the caller waited: the disk is too slow. */
  SLOW,
  /** It was not written: the journal takes no more. */
  CLOSED
}
