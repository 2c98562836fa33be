package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Gzip;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.UnreadableRequestException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body whole, without holding a thread while it arrives. Refuses a body that is too large
 * or too slow, or that there is no room for. For one thread at a time.
 */
final class BodyReader implements Runnable {

  private static final int FIRST = 4 * 1024;

  private final Request request;
  private final LimitSettings limits;
  private final BytesInFlight.Part room;
  private final Reader reader;
  private final long begun = System.nanoTime();
  private byte[] body = new byte[0];
  private int length;
  // A body without room is still read to its end, but not kept: a client that is still sending when
  // the connection is closed may never see the answer (RFC 9112, 9.6).
  private boolean hasRoom = true;

  /** What is done with a body. */
  interface Reader {
    /** Takes the body, inflated. */
    void read(byte[] body);

    /** Called if the body is refused. */
    void refused(Refusal refusal);

    /** Called if the client is gone, or if reading failed. */
    void failed(Throwable failure);
  }

  BodyReader(Request request, LimitSettings limits, BytesInFlight.Part room, Reader reader) {
    this.request = request;
    this.limits = limits;
    this.room = room;
    this.reader = reader;
  }

  /** Begins to read. */
  void start() {
    Refusal refusal = ContentCodings.refusal(coding());
    if (refusal == null && request.getLength() > limits.bodyBytes()) {
      refusal = tooLarge();
    }
    if (refusal != null) {
      reader.refused(refusal);
      return;
    }
    run();
  }

  private @Nullable String coding() {
    return request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
  }

  /** Reads what has arrived. Whatever goes wrong, the exchange is ended. */
  @Override
  public void run() {
    try {
      read();
    } catch (Throwable e) {
      reader.failed(e);
    }
  }

  private void read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(chunk.getFailure());
        return;
      }
      Refusal refusal = take(chunk);
      if (refusal != null) {
        reader.refused(refusal);
        return;
      }
      if (chunk.isLast()) {
        finish();
        return;
      }
    }
  }

  private void fail(Throwable failure) {
    if (failure instanceof TimeoutException) {
      reader.refused(tooSlow());
    } else {
      reader.failed(failure);
    }
  }

  private @Nullable Refusal take(Content.Chunk chunk) {
    try {
      ByteBuffer bytes = chunk.getByteBuffer();
      int more = bytes.remaining();
      if (more > limits.bodyBytes() - length) {
        return tooLarge();
      }
      if (hasRoom && !fits(more)) {
        hasRoom = false;
        body = new byte[0];
      }
      if (hasRoom) {
        bytes.get(body, length, more);
      }
      length += more;
      return isTooSlow() ? tooSlow() : null;
    } finally {
      chunk.release();
    }
  }

  private boolean fits(int more) {
    int needed = length + more;
    if (needed <= body.length) {
      return true;
    }
    long announced = Math.min(request.getLength(), limits.bodyBytes());
    long size = Math.max(needed, Math.min(Math.max(FIRST, 2L * body.length), limits.bodyBytes()));
    size = announced >= needed ? Math.min(size, announced) : size;
    if (!room.take(size - body.length)) {
      return false;
    }
    body = Arrays.copyOf(body, (int) size);
    return true;
  }

  private boolean isTooSlow() {
    long counted = System.nanoTime() - begun - limits.headerTimeout().toNanos();
    return counted > 0
        && length < (double) counted / TimeUnit.SECONDS.toNanos(1) * limits.bytesPerSecond();
  }

  private void finish() {
    if (!hasRoom) {
      reader.refused(noRoom());
      return;
    }
    byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
    if (!ContentCodings.isGzip(coding())) {
      reader.read(whole);
      return;
    }
    try {
      whole = Gzip.inflate(whole, limits.inflatedBytes(), room::take);
    } catch (UnreadableRequestException e) {
      reader.refused(e.refusal());
      return;
    }
    reader.read(whole);
  }

  private Refusal tooLarge() {
    return Refusal.of(413, "the body is larger than " + limits.bodyBytes() + " bytes; send less");
  }

  private Refusal tooSlow() {
    return Refusal.of(
        408,
        "the body came slower than "
            + limits.bytesPerSecond()
            + " bytes a second, or not to its end");
  }

  private static Refusal noRoom() {
    return UnreadableRequestException.noRoom().refusal();
  }
}
