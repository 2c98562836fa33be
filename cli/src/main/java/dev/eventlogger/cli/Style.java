package dev.eventlogger.cli;

import dev.eventlogger.event.Level;

/** How text looks on a terminal with colours; elsewhere it is unchanged. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  YELLOW("33"),
  RED("31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The style for events of a level. */
  static Style of(Level level) {
    return switch (level) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case DEBUG -> DIM;
      default -> PLAIN;
    };
  }

  String of(String text) {
    return this == PLAIN || !Terminal.hasColors()
        ? text
        : "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
