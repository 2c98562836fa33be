package dev.eventlogger.journal;

/** What is on the disk itself, rather than with the operating system, when an event is accepted. */
public enum Sync {
  /** Nothing; it is synced every so often. An accepted event survives the end of the process. */
  INTERVAL,
  /** The event. It survives a power cut. */
  ALWAYS
}
