package dev.eventlogger.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that runs an action, and opens the actual stream, before its first byte. For one thread.
 */
final class BegunLate extends OutputStream {

  private final Runnable begin;
  private final Supplier<OutputStream> opening;
  private @Nullable OutputStream out;

  BegunLate(Runnable begin, Supplier<OutputStream> opening) {
    this.begin = begin;
    this.opening = opening;
  }

  /** Whether anything was written. */
  boolean isBegun() {
    return out != null;
  }

  private OutputStream begun() {
    if (out == null) {
      begin.run();
      out = opening.get();
    }
    return out;
  }

  @Override
  public void write(int b) throws IOException {
    begun().write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begun().write(bytes, offset, length);
  }

  /** A stream that has not begun has nothing to flush. */
  @Override
  public void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    begun().close();
  }
}
