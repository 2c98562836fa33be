package dev.eventlogger.schema.pattern;

import java.util.Locale;

/** Writes characters, and sets of them, for Java. */
final class CharacterText {

  /** All that ECMA-262 calls white space or a line terminator, for use inside brackets. */
  static final String SPACES =
      "\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
          + "\\x{3000}\\x{feff}";

  /** All other characters, for use inside brackets beside more. */
  static final String NO_SPACES =
      "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
          + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}"
          + "\\x{ff00}-\\x{10ffff}";

  static final String ANY = "\\x{0}-\\x{10ffff}";

  /** One range instead of two characters makes this three times as fast. */
  static final String NO_LINE_END = "[^\\n\\r\\x{2028}-\\x{2029}]";

  private static final String WORD = "\\w";

  /** Up to version 18, Java's own boundary takes letters of any script. */
  static final String BOUNDARY =
      "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";

  static final String NO_BOUNDARY =
      "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";

  private CharacterText() {}

  /** One character standing for itself, inside or outside of brackets. */
  static String of(int character) {
    boolean isPlain =
        (character >= '0' && character <= '9')
            || (character >= 'A' && character <= 'Z')
            || (character >= 'a' && character <= 'z')
            || character == '_';
    return isPlain
        ? String.valueOf((char) character)
        : "\\x{" + Integer.toHexString(character).toLowerCase(Locale.ROOT) + "}";
  }

  /** What a class escape stands for, for use inside brackets; empty if it is none. */
  static String set(int letter) {
    return switch (letter) {
      case 'd', 'D', 'w', 'W' -> "\\" + (char) letter; // ASCII only in Java as well, and faster
      case 's' -> SPACES;
      case 'S' -> NO_SPACES;
      default -> "";
    };
  }
}
