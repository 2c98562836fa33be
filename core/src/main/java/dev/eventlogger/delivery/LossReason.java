package dev.eventlogger.delivery;

/** Why an event that a log had taken never reached its sink. */
public enum LossReason {
  /** It made room for newer events, as {@code on_full: drop-oldest} asks. */
  EVICTED,
  /** It was still in memory when the time for closing ran out. */
  CLOSE_TIMEOUT,
  /** It was in a file of the journal that was damaged or removed from outside. */
  DAMAGED
}
