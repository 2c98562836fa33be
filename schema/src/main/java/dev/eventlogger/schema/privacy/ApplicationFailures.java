package dev.eventlogger.schema.privacy;

/** Describes failures of the application's code. */
final class ApplicationFailures {

  private ApplicationFailures() {}

  /**
   * What was thrown and where: its class and its first frame, without its message, which may hold
   * data.
   */
  static String describe(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    String thrown = failure.getClass().getName();
    return frames.length == 0 ? thrown : thrown + " at " + frames[0];
  }
}
