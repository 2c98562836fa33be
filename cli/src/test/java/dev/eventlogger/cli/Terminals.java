package dev.eventlogger.cli;

import java.util.List;

/** Makes the command believe that it has a terminal, as the launcher would. */
final class Terminals implements AutoCloseable {

  private static final List<String> PROPERTIES =
      List.of(
          "eventlogger.terminal",
          "eventlogger.terminal.input",
          "eventlogger.terminal.output",
          "eventlogger.terminal.columns");

  private Terminals() {}

  /** All three streams. */
  static Terminals ofWidth(int columns) {
    PROPERTIES.forEach(property -> System.setProperty(property, "true"));
    System.setProperty("eventlogger.terminal.columns", String.valueOf(columns));
    return new Terminals();
  }

  @Override
  public void close() {
    PROPERTIES.forEach(System::clearProperty);
  }
}
