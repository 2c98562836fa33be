package dev.eventlogger.event;

/** How much an event matters. INFO, USAGE and AUDIT differ in purpose and are equally severe. */
public enum Level {
  /** Useful while a problem is being investigated. */
  DEBUG(0),
  /** The default. */
  INFO(1),
  /** Says how the application is used. */
  USAGE(1),
  /** Says who did what, for those who must account for it. */
  AUDIT(1),
  /** Something went wrong, but the work went on. */
  WARNING(2),
  /** Something failed. */
  ERROR(3);

  private final int severity;

  Level(int severity) {
    this.severity = severity;
  }

  /** Whether this level is at least as severe as another. */
  public boolean isAtLeast(Level other) {
    return severity >= other.severity;
  }
}
