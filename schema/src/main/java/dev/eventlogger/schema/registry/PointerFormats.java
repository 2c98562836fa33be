package dev.eventlogger.schema.registry;

/** JSON pointers (RFC 6901), relative ones, and URI templates (RFC 6570), in one pass each. */
final class PointerFormats {

  private PointerFormats() {}

  /** A JSON pointer: empty, or a slash before each segment. */
  static boolean isPointer(String text) {
    return isPointer(text, 0);
  }

  private static boolean isPointer(String text, int start) {
    if (start < text.length() && text.charAt(start) != '/') {
      return false;
    }
    for (int index = start; index < text.length(); index++) {
      if (text.charAt(index) == '~') {
        char next = index + 1 < text.length() ? text.charAt(index + 1) : ' ';
        if (next != '0' && next != '1') {
          return false;
        }
      }
    }
    return true;
  }

  /** A number of levels up, then a pointer or a number sign. */
  static boolean isRelativePointer(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || (end > 1 && text.charAt(0) == '0')) {
      return false;
    }
    boolean isName = end == text.length() - 1 && text.charAt(end) == '#';
    return isName || isPointer(text, end);
  }

  /** Literals, and expressions in braces. */
  static boolean isUriTemplate(String text) {
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      if (character == '{') {
        int end = text.indexOf('}', index);
        if (end < 0 || !isExpression(text, index + 1, end)) {
          return false;
        }
        index = end + 1;
      } else if (character == '%') {
        if (!isEscape(text, index, text.length())) {
          return false;
        }
        index += 3;
      } else if (character <= ' ' || character == 127 || "\"<>\\^`|}".indexOf(character) >= 0) {
        return false;
      } else {
        index++;
      }
    }
    return true;
  }

  private static boolean isEscape(String text, int at, int end) {
    return at + 2 < end && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
  }

  private static boolean isHex(char character) {
    return character < 128 && Character.digit(character, 16) >= 0;
  }

  private static boolean isExpression(String text, int start, int end) {
    boolean hasOperator = start < end && "+#./;?&=,!@|".indexOf(text.charAt(start)) >= 0;
    int variable = hasOperator ? start + 1 : start;
    for (int index = variable; index <= end; index++) {
      if (index == end || text.charAt(index) == ',') {
        if (!isVariable(text, variable, index)) {
          return false;
        }
        variable = index + 1;
      }
    }
    return true;
  }

  /**
   * A name that may have dots inside, optionally with {@code *}, or with {@code :} and the length
   * of a prefix.
   */
  private static boolean isVariable(String text, int start, int end) {
    int index = start;
    while (index < end && isNameAt(text, index, start, end)) {
      index += text.charAt(index) == '%' ? 3 : 1;
    }
    if (index == start || text.charAt(index - 1) == '.') {
      return false;
    }
    return index == end
        || (text.charAt(index) == '*' && index + 1 == end)
        || (text.charAt(index) == ':' && isPrefixLength(text, index + 1, end));
  }

  private static boolean isNameAt(String text, int index, int start, int end) {
    char character = text.charAt(index);
    if (character == '.') {
      return index > start && text.charAt(index - 1) != '.';
    }
    return character == '%'
        ? isEscape(text, index, end)
        : character == '_' || (character < 128 && Character.isLetterOrDigit(character));
  }

  private static boolean isPrefixLength(String text, int start, int end) {
    boolean isShort = end > start && end - start <= 4 && text.charAt(start) != '0';
    for (int index = start; index < end; index++) {
      isShort &= text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
    return isShort;
  }
}
