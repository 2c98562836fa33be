package dev.eventlogger.delivery;

/** How the wait for events to be delivered ended. */
public enum FlushResult {
  /** Every event accepted before is delivered or a dead letter. */
  FLUSHED,
  /** The time ran out first. */
  TIMED_OUT,
  /** The caller was interrupted first; its interrupt flag is set. */
  INTERRUPTED
}
