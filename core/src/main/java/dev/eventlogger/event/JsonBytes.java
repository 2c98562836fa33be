package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A growing buffer of JSON in UTF-8: tokens are appended in the order of the text. For one thread.
 *
 * <p>Written by hand because it is the hot path: about twice as fast as a Jackson generator that is
 * kept open, and garbage-free (RATIONALE.md has the figures).
 */
final class JsonBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final boolean[] STANDS_FOR_ITSELF = new boolean[0x80];

  static {
    for (int c = 0x20; c < 0x80; c++) {
      STANDS_FOR_ITSELF[c] = c != '"' && c != '\\';
    }
  }

  private static final int KEPT_BYTES = 64 * 1024;
  private static final int INITIAL_BYTES = 1024;
  // The most that is written between two checks of the room: a character is at most 6 bytes
  // (backslash, u, four digits), a number or an id fewer than 64.
  private static final int SLACK = 64;

  // From 10,000,000 on, Double.toString writes an exponent.
  private static final long MOST_THOUSANDTHS = 10_000_000_000L;

  private final int maxBytes;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int length;

  JsonBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Empties the buffer, and frees one that an unusually large event made grow. */
  void reset() {
    length = 0;
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
  }

  /** Frees a buffer that an unusually large event made grow, with its content. */
  void trim() {
    if (buffer.length > KEPT_BYTES) {
      reset();
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  void raw(char ascii) {
    ensure(1);
    buffer[length++] = (byte) ascii;
  }

  void raw(byte[] ascii) {
    ensure(ascii.length);
    System.arraycopy(ascii, 0, buffer, length, ascii.length);
    length += ascii.length;
  }

  /** Writes text that is known to be ASCII, such as the digits of a number. */
  @SuppressWarnings("deprecation") // this getBytes is deprecated for text that is not Latin-1
  void ascii(String text) {
    int size = text.length();
    ensure(size);
    text.getBytes(0, size, buffer, length);
    length += size;
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      ascii("-9223372036854775808");
      return;
    }
    ensure(20);
    if (value < 0) {
      buffer[length++] = '-';
      value = -value;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    paddedDigits(value, digits);
  }

  /**
   * Writes a number of few digits as {@link Double#toString} does; false, without writing, for any
   * other number.
   *
   * <p>It tries the number as a whole number of thousandths. No two decimals of up to 15 digits are
   * read as the same {@code double}, so this one is the shortest; the division shows that it is the
   * right one.
   */
  boolean shortDecimal(double value) {
    long thousandths = Math.round(value * 1000);
    boolean isShort =
        thousandths != 0
            && thousandths < MOST_THOUSANDTHS
            && thousandths > -MOST_THOUSANDTHS
            && thousandths / 1000.0 == value;
    if (!isShort) {
      return false;
    }
    if (thousandths < 0) {
      raw('-');
    }
    long positive = Math.abs(thousandths);
    number(positive / 1000);
    raw('.');
    int fraction = (int) (positive % 1000);
    if (fraction % 100 == 0) {
      paddedDigits(fraction / 100, 1);
    } else if (fraction % 10 == 0) {
      paddedDigits(fraction / 10, 2);
    } else {
      paddedDigits(fraction, 3);
    }
    return true;
  }

  /** Writes the last digits of a number, with leading zeros. */
  void paddedDigits(long value, int digits) {
    ensure(digits);
    for (int at = length + digits - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + value % 10);
      value /= 10;
    }
    length += digits;
  }

  /** Writes a UUID from its two halves, in quotes. */
  void uuid(long high, long low) {
    ensure(38);
    buffer[length++] = '"';
    hex(high >>> 32, 8);
    buffer[length++] = '-';
    hex(high >>> 16, 4);
    buffer[length++] = '-';
    hex(high, 4);
    buffer[length++] = '-';
    hex(low >>> 48, 4);
    buffer[length++] = '-';
    hex(low, 12);
    buffer[length++] = '"';
  }

  /** Writes text in quotes, escaped; refuses a lone surrogate, which UTF-8 cannot hold. */
  void string(String text) {
    int size = text.length();
    ensure(size + 2);
    buffer[length++] = '"';
    int at = plain(text, size);
    length += at;
    while (at < size) {
      // Room for this character, for the remaining ones at one byte each, and for the quote.
      ensure(size - at + SLACK);
      at += character(text, at);
    }
    buffer[length++] = '"';
  }

  /**
   * Copies leading characters that need no escape and are one byte each; returns how many. Does not
   * move the end.
   */
  private int plain(String text, int size) {
    byte[] into = buffer;
    int start = length;
    for (int at = 0; at < size; at++) {
      char c = text.charAt(at);
      if (c >= 0x80 || !STANDS_FOR_ITSELF[c]) {
        return at;
      }
      into[start + at] = (byte) c;
    }
    return size;
  }

  /** Writes the character at an index and returns how many chars it takes there. */
  private int character(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x80) {
      asciiCharacter(c);
    } else if (c < 0x800) {
      buffer[length++] = (byte) (0xC0 | (c >> 6));
      buffer[length++] = (byte) (0x80 | (c & 0x3F));
    } else if (!Character.isSurrogate(c)) {
      buffer[length++] = (byte) (0xE0 | (c >> 12));
      buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      buffer[length++] = (byte) (0x80 | (c & 0x3F));
    } else {
      return surrogatePair(text, at);
    }
    return 1;
  }

  private int surrogatePair(String text, int at) {
    int codePoint = text.codePointAt(at);
    if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      throw new UnwritableException(
          "holds a lone surrogate at character " + (at + 1) + ", which is not Unicode text");
    }
    buffer[length++] = (byte) (0xF0 | (codePoint >> 18));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    buffer[length++] = (byte) (0x80 | (codePoint & 0x3F));
    return 2;
  }

  private void asciiCharacter(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (c >= 0x20) {
          buffer[length++] = (byte) c;
        } else {
          escape('u');
          hex(c, 4);
        }
      }
    }
  }

  private void escape(char c) {
    buffer[length++] = '\\';
    buffer[length++] = (byte) c;
  }

  private void hex(long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      buffer[length++] = HEX[(int) (value >>> shift) & 0xF];
    }
  }

  @Override
  public String toString() {
    return new String(buffer, 0, length, UTF_8);
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    // Except for the slack, everything asked for will be filled.
    if ((long) length + more - SLACK > maxBytes) {
      throw UnwritableException.tooLarge(maxBytes);
    }
    long wanted = Math.max(buffer.length * 2L, (long) length + more);
    buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
  }
}
