package dev.eventlogger.sink.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stands in for standard output, and records what came, and in how many writes. */
final class CapturedStream extends ByteArrayOutputStream {

  private int writes;
  private boolean isBroken;
  private boolean isClosed;

  /** With an encoding that lacks our characters, as a platform's default may be. */
  PrintStream asPrintStream() {
    return new PrintStream(this, false, StandardCharsets.US_ASCII);
  }

  void breakDown() {
    isBroken = true;
  }

  void repair() {
    isBroken = false;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    writes++;
    super.write(bytes, offset, length);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    flush();
    write(bytes, 0, bytes.length);
  }

  @Override
  public void flush() throws IOException {
    if (isBroken) {
      throw new IOException("broken pipe");
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }

  int writes() {
    return writes;
  }

  boolean isClosed() {
    return isClosed;
  }

  String text() {
    return toString(UTF_8);
  }

  /** Splits only at line feeds, so that any other line end shows. */
  List<String> lines() {
    return text().isEmpty() ? List.of() : List.of(text().split("\n"));
  }
}
