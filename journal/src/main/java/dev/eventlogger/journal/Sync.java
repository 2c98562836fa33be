package dev.eventlogger.journal;

/** What is on the disk itself, rather than with the operating system, when an event is accepted. */
public enum Sync {
  /**
   * Nothing; the journal is synced at intervals. An accepted event survives the end of the process.
   */
  INTERVAL,
  /** The event. It survives a power cut. */
  ALWAYS
}
