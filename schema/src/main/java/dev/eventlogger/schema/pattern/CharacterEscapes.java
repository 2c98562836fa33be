package dev.eventlogger.schema.pattern;

import org.jspecify.annotations.Nullable;

/** Reads what follows a backslash, inside or outside of brackets. For one pattern. */
final class CharacterEscapes {

  private final PatternText in;

  CharacterEscapes(PatternText in) {
    this.in = in;
  }

  /**
   * A set of characters, such as {@code \d} or {@code \p{L}}; null if it is none, and nothing was
   * read.
   */
  @Nullable String set() {
    int start = in.index();
    int letter = in.next();
    if (letter == 'p' || letter == 'P') {
      return property(letter == 'P');
    }
    String set = CharacterText.set(letter);
    if (set.isEmpty()) {
      in.backTo(start);
      return null;
    }
    return set;
  }

  private String property(boolean isNegated) {
    String name = in.skip("{") ? in.until('}') : null;
    if (name == null) {
      throw in.malformed("has \\p without a property in braces, such as \\p{Letter}");
    }
    String set = UnicodeProperties.set(name, isNegated);
    if (set == null) {
      throw in.malformed(
          "names a property of characters that is not known here: \\p{"
              + name
              + "}; known are general categories, such as Letter or Lu, and scripts, such as"
              + " Script=Greek");
    }
    return set;
  }

  /** One character. */
  int character() {
    int letter = in.next();
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0xb;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case '0' -> zero();
      case 'c' -> control();
      case 'x' -> hex(in.hex(2), "\\x needs two hexadecimal digits");
      case 'u' -> unicode();
      default -> identity(letter);
    };
  }

  private int zero() {
    int next = in.peek();
    if (next >= '0' && next <= '9') {
      throw in.malformed("has an octal escape; write \\x and two hexadecimal digits");
    }
    return 0;
  }

  private int control() {
    int letter = in.next();
    boolean isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!isLetter) {
      throw in.malformed("has \\c without a letter from A to Z");
    }
    return letter % 32;
  }

  private int hex(int number, String problem) {
    if (number < 0) {
      throw in.malformed(problem);
    }
    return number;
  }

  private int unicode() {
    if (in.skip("{")) {
      return codePoint(in.until('}'));
    }
    int unit = hex(in.hex(4), "\\u needs four hexadecimal digits, or some in braces");
    int start = in.index();
    if (unit <= 0xffff && Character.isHighSurrogate((char) unit) && in.skip("\\u")) {
      int low = in.hex(4);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) unit, (char) low);
      }
      in.backTo(start);
    }
    return unit;
  }

  private int codePoint(@Nullable String digits) {
    if (digits == null || !digits.matches("0*[0-9a-fA-F]{1,6}")) {
      throw in.malformed("\\u{ needs hexadecimal digits and a closing brace");
    }
    int character = Integer.parseInt(digits.replaceFirst("^0+(?=.)", ""), 16);
    if (character > Character.MAX_CODE_POINT) {
      throw in.malformed("\\u{" + digits + "} is beyond Unicode");
    }
    return character;
  }

  /**
   * Accepts escaped punctuation, whether or not it needs escaping; an escaped letter might have a
   * meaning elsewhere.
   */
  private int identity(int character) {
    if (character == PatternText.END) {
      throw in.malformed("ends with a backslash");
    }
    if (character == '_' || !Character.isUnicodeIdentifierPart(character)) {
      return character;
    }
    String hint =
        switch (character) {
          case 'A' -> "; ^ is the start of the text";
          case 'z', 'Z' -> "; $ is the end of the text";
          case 'h' -> "; \\s is white space";
          default -> "";
        };
    throw in.malformed(
        "has the escape \\" + Character.toString(character) + ", which ECMA-262 does not" + hint);
  }
}
