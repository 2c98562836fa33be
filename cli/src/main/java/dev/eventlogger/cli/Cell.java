package dev.eventlogger.cli;

import dev.eventlogger.spi.OneLine;

/** Text in a table: on one line, harmless to a terminal, and as wide as its column. */
final class Cell {

  private static final String CUT = "…";

  private Cell() {}

  /** Escapes what a terminal would interpret or not show, and cuts what is too wide. */
  static String of(String text, int width) {
    // Text beyond the width is not examined, however long it is.
    String start = text.length() > width ? text.substring(0, width) : text;
    String escaped = OneLine.escape(start);
    if (start.length() == text.length() && width(escaped) <= width) {
      return escaped;
    }
    StringBuilder cut = new StringBuilder();
    int room = width - 1;
    for (int at = 0; at < escaped.length(); ) {
      int codePoint = escaped.codePointAt(at);
      room -= width(codePoint);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(codePoint);
      at += Character.charCount(codePoint);
    }
    return cut + CUT;
  }

  /** Pads with blanks. */
  static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - width(cell)));
  }

  /** How many columns a text takes, as terminals commonly show it. */
  static int width(String text) {
    return text.codePoints().map(Cell::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    if (codePoint < 0x1100) {
      return 1;
    }
    boolean isWide =
        codePoint <= 0x115F
            || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || codePoint >= 0x20000;
    return isWide ? 2 : 1;
  }
}
