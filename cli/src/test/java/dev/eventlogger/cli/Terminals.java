package dev.eventlogger.cli;

import java.util.List;
import java.util.function.Supplier;

/** Makes the command believe that it has a terminal, as the launcher would. */
final class Terminals {

  private static final List<String> PROPERTIES =
      List.of(
          "eventlogger.terminal",
          "eventlogger.terminal.input",
          "eventlogger.terminal.output",
          "eventlogger.terminal.columns");

  private Terminals() {}

  /** Runs with all three streams on a terminal. */
  static <T> T ofWidth(int columns, Supplier<T> run) {
    PROPERTIES.forEach(property -> System.setProperty(property, "true"));
    System.setProperty("eventlogger.terminal.columns", String.valueOf(columns));
    try {
      return run.get();
    } finally {
      PROPERTIES.forEach(System::clearProperty);
    }
  }
}
