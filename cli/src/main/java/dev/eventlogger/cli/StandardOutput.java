package dev.eventlogger.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written, which a {@link PrintStream} does not
 * reveal. Thread-safe.
 */
final class StandardOutput extends OutputStream {

  private static final int BUFFER = 8 * 1024;

  private final OutputStream out;
  private volatile @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Replaces {@link System#out}, in UTF-8. */
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(
        new PrintStream(new BufferedOutputStream(output, BUFFER), true, StandardCharsets.UTF_8));
    return output;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * What to report at the end if not all of the output could be written; null if it was, or its
   * reader has gone away, as after {@code | head}.
   */
  @Nullable String problem() {
    IOException e = failure;
    return e == null || isNobodyReading(e)
        ? null
        : "standard output: cannot be written: " + e.getMessage() + "; the output is not whole";
  }

  private static boolean isNobodyReading(IOException e) {
    // On a pipe nothing else can fail, and the message is in the system's language.
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return Boolean.getBoolean("eventlogger.output.pipe") || words.contains("broken pipe");
  }
}
