package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Outcome;

/**
 * What became of one event of a request.
 *
 * @param outcome what became of it
 * @param isDuplicate whether it was taken before, by an earlier request, and not again
 */
public record Verdict(Outcome outcome, boolean isDuplicate) {

  /** Whether it is invalid: sending it again would change nothing. */
  public boolean isInvalid() {
    return outcome instanceof Outcome.Invalid;
  }

  /** Whether it was dropped: it may be sent again. */
  public boolean isDropped() {
    return outcome instanceof Outcome.Dropped;
  }
}
