package dev.eventlogger.query;

/** Orders texts by code point, which is also the order of their bytes in UTF-8. */
final class CodePoints {

  private CodePoints() {}

  /** Negative, 0 or positive. Unlike {@link String#compareTo}, puts U+FFFD before U+10000. */
  static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Whether the text has no unpaired surrogate. */
  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /** Whether every store can hold the text: it has no NUL, and no unpaired surrogate. */
  static boolean isStorable(String text) {
    return text.indexOf(0) < 0 && isWellFormed(text);
  }
}
