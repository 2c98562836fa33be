package dev.eventlogger.event;

/** Thrown when a text is not the JSON it should be. Says where, without quoting the text. */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  MalformedJsonException(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  /** What is wrong, and where. */
  public Problem problem() {
    return problem;
  }

  /** The same problem, below a key or an index. */
  MalformedJsonException below(Object keyOrIndex) {
    // Only a problem with a place gets a longer one; the others name line and column.
    if (problem.at().isEmpty()) {
      return this;
    }
    String at = "/" + JsonPointers.segment(String.valueOf(keyOrIndex)) + problem.at();
    return new MalformedJsonException(new Problem(at, problem.problem()));
  }
}
