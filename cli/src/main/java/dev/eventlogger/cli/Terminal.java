package dev.eventlogger.cli;

import java.util.Locale;

/** What the launcher found out about the terminal, which the JVM alone cannot. */
final class Terminal {

  private static final int USUAL_WIDTH = 80;

  private Terminal() {}

  /** Whether standard output is a terminal. */
  static boolean isOutput() {
    return Boolean.getBoolean("eventlogger.terminal.output");
  }

  /** Whether standard error is a terminal. */
  static boolean isError() {
    return Boolean.getBoolean("eventlogger.terminal");
  }

  /** Whether somebody can be asked. */
  static boolean isInteractive() {
    return isError() && Boolean.getBoolean("eventlogger.terminal.input");
  }

  /**
   * Whether standard output shows colours: it is a terminal that has some, and the user has not
   * declined them with {@code NO_COLOR} (no-color.org).
   */
  static boolean hasColors() {
    return isOutput()
        && Boolean.parseBoolean(System.getProperty("eventlogger.terminal.colors", "true"))
        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** How many columns a line of standard output may have; no limit if it is not a terminal. */
  static int width() {
    if (!isOutput()) {
      return Integer.MAX_VALUE;
    }
    int columns = Integer.getInteger("eventlogger.terminal.columns", 0);
    return columns > 0 ? columns : USUAL_WIDTH;
  }

  /** A count, for people: 1,234. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
