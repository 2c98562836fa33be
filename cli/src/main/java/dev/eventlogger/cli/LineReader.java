package dev.eventlogger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines of bytes, and survives hostile ones of any length. Skips a byte order mark at the
 * start. For one thread.
 */
final class LineReader {

  private static final int LONGEST_LINE = 16 * 1024 * 1024;
  private static final int BLOCK = 64 * 1024;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private int next;
  private int end;
  private byte[] line = new byte[BLOCK];
  private int length;
  private long number;
  private long bytesRead;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false at the end of the input. */
  boolean advance() throws IOException {
    length = 0;
    boolean any = false;
    while (fill()) {
      any = true;
      int newline = indexOfNewline();
      append(newline - next);
      next = newline + 1;
      if (newline < end) {
        return began();
      }
      next = end;
    }
    return any && began();
  }

  private boolean began() {
    number++;
    if (number == 1 && !isTooLong() && startsWithByteOrderMark()) {
      length -= 3;
      System.arraycopy(line, 3, line, 0, length);
    }
    if (length > 0 && length <= line.length && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  private boolean startsWithByteOrderMark() {
    return length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private boolean fill() throws IOException {
    if (next < end) {
      return true;
    }
    next = 0;
    end = Math.max(0, in.read(block));
    bytesRead += end;
    return end > 0;
  }

  private int indexOfNewline() {
    int at = next;
    while (at < end && block[at] != '\n') {
      at++;
    }
    return at;
  }

  private void append(int count) {
    // Of a line that is too long, only that fact is kept.
    if (length + count <= LONGEST_LINE) {
      if (length + count > line.length) {
        line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
      }
      System.arraycopy(block, next, line, length, count);
      length += count;
    } else {
      length = LONGEST_LINE + 1;
    }
  }

  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean isTooLong() {
    return length > LONGEST_LINE;
  }

  boolean isBlank() {
    for (int at = 0; at < length; at++) {
      if (line[at] != ' ' && line[at] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The number of the line, counted from 1. */
  long number() {
    return number;
  }

  long bytesRead() {
    return bytesRead;
  }
}
