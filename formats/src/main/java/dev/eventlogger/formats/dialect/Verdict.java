package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import java.util.List;

/**
 * What became of one event of a request.
 *
 * @param outcome what became of it
 * @param isDuplicate whether an earlier request had it already, so that it was not taken again
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

  /** Whether its sender has nothing left to do: it is neither invalid nor dropped. */
  public boolean isSettled() {
    return !isInvalid() && !isDropped();
  }

  /** What is wrong with it; empty unless it is invalid. */
  public List<Problem> problems() {
    return outcome instanceof Outcome.Invalid invalid ? invalid.problems() : List.of();
  }
}
