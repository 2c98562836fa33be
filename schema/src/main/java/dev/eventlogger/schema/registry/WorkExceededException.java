package dev.eventlogger.schema.registry;

/** Checking a value takes more work than any honest schema and event need. */
final class WorkExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WorkExceededException() {
    super("takes too much work", null, false, false);
  }
}
