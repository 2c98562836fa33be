package dev.eventlogger.schema.privacy;

/** How the failures of an application's code are told. */
final class ApplicationFailures {

  private ApplicationFailures() {}

  /** What was thrown and where: its class and its first frame, since its message may hold data. */
  static String describe(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    String thrown = failure.getClass().getName();
    return frames.length == 0 ? thrown : thrown + " at " + frames[0];
  }
}
