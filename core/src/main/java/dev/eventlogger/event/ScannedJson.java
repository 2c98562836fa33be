package dev.eventlogger.event;

import java.util.Arrays;

/**
 * Checks only the grammar of JSON, without white space, as {@link JsonBytes} writes it: other
 * escapes than its own, and names with escapes, are refused. A method that returns true moves past
 * what it checked. For one thread.
 */
final class ScannedJson {

  private static final int DEEPEST = CanonicalJson.MAX_DEPTH + 2; // the same as in JsonReader
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_EXPONENT = 3;
  private static final int MOST_NAMES = 1_000; // each is compared with all others
  private static final String ESCAPED = "\"\\nrt";

  private final byte[] json;
  private final int end;
  private int at;
  // Where the names of all open objects begin and end.
  private int[] names = new int[32];
  private int nameCount;

  /** Checks a member of an object. */
  interface Member {
    /** Whether the member is right; moves past its value. */
    boolean isRight(int nameFrom, int nameTo);
  }

  ScannedJson(byte[] json, int from, int end) {
    this.json = json;
    this.at = from;
    this.end = end;
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean isAt(char c) {
    return at < end && json[at] == c;
  }

  boolean take(char c) {
    if (isAt(c)) {
      at++;
      return true;
    }
    return false;
  }

  boolean follows(byte[] text) {
    if (at + text.length > end
        || !Arrays.equals(text, 0, text.length, json, at, at + text.length)) {
      return false;
    }
    at += text.length;
    return true;
  }

  /**
   * Whether there is a value of any kind.
   *
   * @param depth how many objects and arrays enclose it
   */
  boolean value(int depth) {
    if (at >= end) {
      return false;
    }
    return switch (json[at]) {
      case '"' -> text();
      case '{' -> object(depth + 1, (from, to) -> value(depth + 1));
      case '[' -> array(depth + 1);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  boolean object(int depth, Member member) {
    if (!take('{') || depth > DEEPEST) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    int first = nameCount;
    do {
      int from = at + 1;
      if (!text() || !isNew(first, from, at - 1)) {
        return false;
      }
      int to = at - 1;
      if (!take(':') || !member.isRight(from, to)) {
        return false;
      }
    } while (take(','));
    nameCount = first;
    return take('}');
  }

  private boolean array(int depth) {
    if (!take('[') || depth > DEEPEST) {
      return false;
    }
    if (take(']')) {
      return true;
    }
    do {
      if (!value(depth)) {
        return false;
      }
    } while (take(','));
    return take(']');
  }

  /** Whether no name of the same object is equal, and remembers this one. */
  private boolean isNew(int first, int from, int to) {
    if (nameCount - first > 2 * MOST_NAMES) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return false;
      }
    }
    for (int i = first; i < nameCount; i += 2) {
      if (Arrays.equals(json, names[i], names[i + 1], json, from, to)) {
        return false;
      }
    }
    if (nameCount == names.length) {
      names = Arrays.copyOf(names, 2 * nameCount);
    }
    names[nameCount++] = from;
    names[nameCount++] = to;
    return true;
  }

  boolean text() {
    if (!take('"')) {
      return false;
    }
    int next = at; // most characters need only one comparison
    while (next < end) {
      byte c = json[next++];
      if (c == '"') {
        at = next;
        return true;
      }
      if (c < ' ' || c == '\\') {
        at = next;
        boolean isRight = c == '\\' ? isEscape() : c < 0 && isCharacter(c);
        if (!isRight) {
          return false;
        }
        next = at;
      }
    }
    return false;
  }

  /** After a backslash: only what has to be escaped. */
  private boolean isEscape() {
    if (take('u')) {
      return word("00") && isHexadecimal() && isHexadecimal();
    }
    return at < end && ESCAPED.indexOf(json[at++]) >= 0;
  }

  private boolean isHexadecimal() {
    return at < end && Character.digit(json[at++], 16) >= 0;
  }

  /** The rest of a character of several bytes, by the table of well-formed UTF-8 (Unicode, 3-7). */
  private boolean isCharacter(byte first) {
    int lead = first & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return false;
    }
    if (lead < 0xe0) {
      return isWithin(0x80, 0xbf);
    }
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return isWithin(least, most) && isWithin(0x80, 0xbf) && (lead < 0xf0 || isWithin(0x80, 0xbf));
  }

  private boolean isWithin(int least, int most) {
    int next = at < end ? json[at++] & 0xff : 0;
    return next >= least && next <= most;
  }

  /** Whether there is a number of usual length, with a usual exponent. */
  boolean number() {
    int from = at;
    boolean unused = take('-');
    if (!take('0') && digits() == 0) {
      return false;
    }
    if (take('.') && digits() == 0) {
      return false;
    }
    if (take('E') || take('e')) {
      unused = take('-') || take('+');
      int digits = digits();
      if (digits == 0 || digits > LONGEST_EXPONENT) {
        return false;
      }
    }
    return at - from <= LONGEST_NUMBER;
  }

  private int digits() {
    int from = at;
    while (at < end && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at - from;
  }
}
