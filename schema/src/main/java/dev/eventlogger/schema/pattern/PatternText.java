package dev.eventlogger.schema.pattern;

import org.jspecify.annotations.Nullable;

/** The text of a pattern, read from its start to its end by code point. For one thread. */
final class PatternText {

  /** What {@link #peek} answers at the end. */
  static final int END = -1;

  private final String text;
  private int index;

  PatternText(String text) {
    this.text = text;
  }

  int peek() {
    return index < text.length() ? text.codePointAt(index) : END;
  }

  int next() {
    int character = peek();
    index += character == END ? 0 : Character.charCount(character);
    return character;
  }

  boolean skip(String expected) {
    boolean isThere = text.startsWith(expected, index);
    index += isThere ? expected.length() : 0;
    return isThere;
  }

  /** The text up to an end character, which is skipped; null if that character does not follow. */
  @Nullable String until(char end) {
    int at = text.indexOf(end, index);
    if (at < 0) {
      return null;
    }
    String found = text.substring(index, at);
    index = at + 1;
    return found;
  }

  /** A decimal number, capped at the largest int; -1 if no digit follows. */
  int number() {
    int start = index;
    long number = 0;
    while (index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9') {
      number = Math.min(number * 10 + text.charAt(index++) - '0', Integer.MAX_VALUE);
    }
    return index == start ? -1 : (int) number;
  }

  /** A hexadecimal number of exactly so many digits; -1 if they do not follow. */
  int hex(int digits) {
    int number = 0;
    for (int at = index; at < index + digits; at++) {
      int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * 16 + digit;
    }
    index += digits;
    return number;
  }

  private static int hexDigit(char character) {
    return character < 128 ? Character.digit(character, 16) : -1;
  }

  int index() {
    return index;
  }

  void backTo(int earlier) {
    index = earlier;
  }

  MalformedPatternException malformed(String problem) {
    return new MalformedPatternException(problem, index);
  }
}
