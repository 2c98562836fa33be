package dev.eventlogger.schema.pattern;

/** Says that checking a value takes more work than any honest schema and event need. */
public final class WorkExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Made without a stack trace. */
  public WorkExceededException() {
    super("takes too much work", null, false, false);
  }
}
