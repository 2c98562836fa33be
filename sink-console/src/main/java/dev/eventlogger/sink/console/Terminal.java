package dev.eventlogger.sink.console;

import java.io.Console;
import java.util.Map;

/** Decides whether colours can be printed. */
final class Terminal {

  private Terminal() {}

  /**
   * Whether a stream is a terminal that shows colours, and the user has not disabled them with
   * {@code NO_COLOR} (no-color.org). False for standard error, since the JVM cannot say where it
   * goes.
   */
  static boolean takesColor(ConsoleEventLogger.Stream stream) {
    return stream == ConsoleEventLogger.Stream.OUT && allowsColor(System.getenv()) && isTerminal();
  }

  static boolean allowsColor(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  @SuppressWarnings("SystemConsoleNull") // may be null before Java 22; later versions are asked
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on, there may be a console without a terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
