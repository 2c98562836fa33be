package dev.eventlogger.spi;

import java.util.Locale;

/**
 * Keeps text on one line of a terminal or a log, and makes it look like what it is. Escapes
 * whatever ends a line, controls a terminal, changes the direction of text or is invisible.
 */
public final class OneLine {

  private OneLine() {}

  /**
   * Replaces each such character by {@code \}{@code uXXXX}. Within a JSON string that is the same
   * text, and outside of strings JSON has no such characters: JSON keeps its meaning.
   */
  public static String escape(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 32).append(text, 0, at);
    text.codePoints().skip(text.codePointCount(0, at)).forEach(c -> append(c, escaped));
    return escaped.toString();
  }

  private static void append(int codePoint, StringBuilder escaped) {
    if (isPlain(codePoint)) {
      escaped.appendCodePoint(codePoint);
      return;
    }
    for (char c : Character.toChars(codePoint)) {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }

  private static boolean isPlain(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7F) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      // C0, DEL and C1; bidi controls, joiners and zero-width characters; lone surrogates; U+2028
      // and U+2029
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
