package dev.eventlogger.server.trust;

/** What a caller may do. */
public enum Scope {
  /** Append events. */
  WRITE,
  /** Read events and counts on pages. */
  READ,
  /** Export events as files. */
  EXPORT,
  /** Remove the events of a user. */
  ERASE,
  /** Change the policy. */
  ADMIN;

  /** Whether it always needs a token, even on the same machine. */
  boolean needsToken() {
    return this == ERASE || this == ADMIN;
  }

  /** Whether it changes something, so that no foreign page may ask for it. */
  boolean changes() {
    return this == WRITE || this == ERASE || this == ADMIN;
  }
}
