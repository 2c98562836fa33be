package dev.eventlogger.query.text;

import dev.eventlogger.spi.OneLine;

/** Text of a question, as messages show it. Thread-safe. */
public final class ShownText {

  private static final int LONGEST = 60;

  private ShownText() {}

  /** A text from outside: short, on one line, and with nothing that a terminal would obey. */
  public static String of(String text) {
    return OneLine.escape(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }
}
