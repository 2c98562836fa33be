package dev.eventlogger.journal;

/** What became of a record that was to be appended. */
public enum Appended {
  /** It is in the journal, as safely as {@link Sync} says. */
  WRITTEN,
  /** It is not: the journal has reached the size it may have. */
  FULL,
  /** It is not: the disk is full or failing. */
  FAILED,
  /** It is not, as far as the caller waited: the disk is slower than that. */
  SLOW,
  /** It is not: the journal takes no more. */
  CLOSED
}
