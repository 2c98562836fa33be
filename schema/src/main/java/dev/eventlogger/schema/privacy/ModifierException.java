package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.Problem;

/**
 * Says that an event could not be modified. It must not be recorded: the data may hold what a
 * modifier was to take out.
 */
public final class ModifierException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ModifierException(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  /** What went wrong, without any of the data. */
  public Problem problem() {
    return problem;
  }
}
