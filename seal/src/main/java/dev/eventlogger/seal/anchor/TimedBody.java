package dev.eventlogger.seal.anchor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an HTTP response, which must keep coming: the client's own timeout only covers the
 * headers. It limits the wait for each part, and for all of them together. For one thread.
 *
 * <p>A read that takes too long is ended by closing the underlying stream.
 */
final class TimedBody extends FilterInputStream {

  private final String host;
  private final long patienceNanos;
  private long leftNanos;
  private volatile boolean isLate;

  /**
   * Limits a body.
   *
   * @param patience how long to wait for one part
   * @param most how long to wait for all of them, without the time that the reader itself takes
   */
  TimedBody(InputStream in, String host, Duration patience, Duration most) {
    super(in);
    this.host = host;
    patienceNanos = patience.toNanos();
    leftNanos = most.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? count : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    long begun = System.nanoTime();
    CompletableFuture<Void> watch = watch(Math.min(patienceNanos, leftNanos));
    try {
      int count = in.read(into, at, length);
      if (isLate) {
        throw late(null); // a closed stream looks as if it were at its end
      }
      return count;
    } catch (IOException e) {
      throw isLate ? late(e) : e;
    } finally {
      boolean unused = watch.cancel(false);
      leftNanos -= System.nanoTime() - begun;
    }
  }

  private CompletableFuture<Void> watch(long nanos) {
    Executor later = CompletableFuture.delayedExecutor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    return CompletableFuture.runAsync(this::end, later);
  }

  private void end() {
    isLate = true;
    try {
      in.close();
    } catch (IOException e) {
      // The reader reports that it is late.
    }
  }

  private AnchorException late(@Nullable IOException cause) {
    return new AnchorException(host + " stopped answering", cause);
  }
}
