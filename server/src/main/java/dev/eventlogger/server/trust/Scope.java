package dev.eventlogger.server.trust;

/** What a caller may do. */
public enum Scope {
  /** Append events. */
  WRITE,
  /** Read events and counts on pages. */
  READ,
  /** Take events away as files. */
  EXPORT,
  /** Remove the events of a user. */
  ERASE,
  /** Change what is captured. */
  ADMIN;

  /** Whether it takes more than being on the same machine. */
  boolean needsToken() {
    return this == ERASE || this == ADMIN;
  }

  /** Whether something is different afterwards, so that no foreign page may ask for it. */
  boolean changes() {
    return this == WRITE || this == ERASE || this == ADMIN;
  }
}
