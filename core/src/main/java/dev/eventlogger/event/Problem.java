package dev.eventlogger.event;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with an event. Never holds a value of the event.
 *
 * @param at where in the event: a JSON pointer (RFC 6901), empty for the event as a whole
 * @param problem what is wrong there, and what would be right
 */
public record Problem(String at, String problem) {
  public Problem {
    requireNonNull(at, "at");
    requireNonNull(problem, "problem");
  }

  /** The same problem, with its place seen from an enclosing value. */
  public Problem within(String place) {
    return new Problem(place + at, problem);
  }

  @Override
  public String toString() {
    return at.isEmpty() ? problem : at + ": " + problem;
  }
}
