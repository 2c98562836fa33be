package dev.eventlogger.sink.db;

import java.util.Locale;

/**
 * Converts text to a form that every database can hold, and back, without loss.
 *
 * <p>PostgreSQL refuses NUL and lone surrogates in text, and cannot search JSON that has them
 * escaped. Each such character is written as U+001A (SUBSTITUTE, meant for characters that cannot
 * be represented) and its four hexadecimal digits; so is U+001A itself, which hardly any text has.
 * So {@code a, NUL} becomes {@code a, U+001A, 0000}. In JSON, where these characters are escaped,
 * {@code \}{@code u0000} becomes {@code \}{@code u001a0000}: the text that the JSON stands for
 * changes in the same way, so that a condition finds it by the changed text. Each text has exactly
 * one form; anything else, which only an edited row can have, is left as it is.
 */
final class StorableText {

  private static final char SUBSTITUTE = '\u001A';
  private static final String ESCAPED_SUBSTITUTE = "\\u001a";
  private static final int DIGITS = 4;
  private static final int ESCAPE_LENGTH = 2 + DIGITS;

  private StorableText() {}

  /** A text in the form that a database can hold. */
  static String encode(String text) {
    int first = firstToEncode(text, 0);
    if (first < 0) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    int from = 0;
    for (int at = first; at >= 0; at = firstToEncode(text, from)) {
      encoded.append(text, from, at).append(SUBSTITUTE);
      encoded.append(String.format(Locale.ROOT, "%04x", (int) text.charAt(at)));
      from = at + 1;
    }
    return encoded.append(text, from, text.length()).toString();
  }

  /**
   * The text that {@link #encode} was given; anything that it cannot have produced stays as it is.
   */
  static String decode(String text) {
    if (text.indexOf(SUBSTITUTE) < 0) {
      return text;
    }
    String decoded = decodeAll(text);
    return encode(decoded).equals(text) ? decoded : text;
  }

  private static String decodeAll(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == SUBSTITUTE && areDigits(text, at + 1)) {
        decoded.append((char) Integer.parseInt(text, at + 1, at + 1 + DIGITS, 16));
        at += DIGITS;
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }

  /** JSON whose texts a database can hold. */
  static String encodeJson(String json) {
    int escape = json.indexOf("\\u");
    if (escape < 0) {
      return json;
    }
    StringBuilder encoded = new StringBuilder(json.length() + 16);
    int at = 0;
    while (at < json.length()) {
      int length = unitLength(json, at);
      if (length == ESCAPE_LENGTH && isToBeEncoded(json, at)) {
        encoded.append(ESCAPED_SUBSTITUTE).append(json, at + 2, at + ESCAPE_LENGTH);
      } else if (isPairAt(json, at)) {
        length = 2 * ESCAPE_LENGTH;
        encoded.append(json, at, at + length);
      } else {
        encoded.append(json, at, at + length);
      }
      at += length;
    }
    return encoded.toString();
  }

  /**
   * The JSON that {@link #encodeJson} was given; anything that it cannot have produced stays as it
   * is.
   */
  static String decodeJson(String json) {
    if (!json.contains(ESCAPED_SUBSTITUTE)) {
      return json;
    }
    String decoded = decodeAllJson(json);
    return encodeJson(decoded).equals(json) ? decoded : json;
  }

  private static String decodeAllJson(String json) {
    StringBuilder decoded = new StringBuilder(json.length());
    int at = 0;
    while (at < json.length()) {
      int length = unitLength(json, at);
      if (json.startsWith(ESCAPED_SUBSTITUTE, at) && areDigits(json, at + ESCAPE_LENGTH)) {
        decoded.append("\\u").append(json, at + ESCAPE_LENGTH, at + ESCAPE_LENGTH + DIGITS);
        length += DIGITS;
      } else {
        decoded.append(json, at, at + length);
      }
      at += length;
    }
    return decoded.toString();
  }

  private static int firstToEncode(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0 || c == SUBSTITUTE || (Character.isSurrogate(c) && isLone(text, at))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isLone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** The length of the character, or the escape of one, that starts at an index. */
  private static int unitLength(String json, int at) {
    if (json.charAt(at) != '\\') {
      return 1;
    }
    int length = json.startsWith("u", at + 1) ? ESCAPE_LENGTH : 2;
    return Math.min(length, json.length() - at);
  }

  private static boolean isToBeEncoded(String json, int at) {
    if (!areDigits(json, at + 2)) {
      return false;
    }
    char c = escaped(json, at);
    return c == 0 || c == SUBSTITUTE || (Character.isSurrogate(c) && !isPairAt(json, at));
  }

  private static boolean isPairAt(String json, int at) {
    return isEscape(json, at)
        && Character.isHighSurrogate(escaped(json, at))
        && isEscape(json, at + ESCAPE_LENGTH)
        && Character.isLowSurrogate(escaped(json, at + ESCAPE_LENGTH));
  }

  private static boolean isEscape(String json, int at) {
    return json.startsWith("\\u", at) && areDigits(json, at + 2);
  }

  private static char escaped(String json, int at) {
    return (char) Integer.parseInt(json, at + 2, at + ESCAPE_LENGTH, 16);
  }

  private static boolean areDigits(String text, int from) {
    if (from + DIGITS > text.length()) {
      return false;
    }
    for (int at = from; at < from + DIGITS; at++) {
      if (Character.digit(text.charAt(at), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
