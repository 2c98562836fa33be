package dev.eventlogger.cli;

import dev.eventlogger.event.Problem;

/** A line is not a dead letter: it was cut, or somebody changed it. Quotes nothing of it. */
final class UnreadableLetterException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableLetterException(Problem problem) {
    super(problem.toString(), null, false, false);
  }
}
