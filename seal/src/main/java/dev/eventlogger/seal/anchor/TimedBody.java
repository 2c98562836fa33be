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
 * The body of an answer over HTTP, which must keep coming: the client's own time-out ends with the
 * headers. Waits for each part, and for all of them together, no longer than it is told to. For one
 * thread.
 *
 * <p>A read that takes too long is ended by closing what it reads from.
 */
final class TimedBody extends FilterInputStream {

  private final String host;
  private final long patienceNanos;
  private long leftNanos;
  private volatile boolean isLate;

  /**
   * A body.
   *
   * @param patience how long to wait for one part
   * @param most how long to wait for all of them, without what the reader takes for itself
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
        throw late(null); // what was closed looks as if it were at its end
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
      // Who reads from it says that it is late.
    }
  }

  private AnchorException late(@Nullable IOException cause) {
    return new AnchorException(host + " stopped answering", cause);
  }
}
