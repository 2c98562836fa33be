package dev.eventlogger.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that never ends by itself, in frames of {@code text/event-stream} (WHATWG HTML, 9.2). A
 * reader that is more than 4 MiB behind is cut off, and holds up nobody. Thread-safe.
 */
public final class EventStream {

  private static final int MOST_PENDING = 4 * 1024 * 1024;
  private static final int MOST_AT_ONCE = 64 * 1024;
  // A comment, which readers skip.
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

  private final Response response;
  private final Callback callback;
  private final BooleanSupplier isAllowed;
  private final List<Runnable> whenClosed = new ArrayList<>();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean isWriting;
  private boolean isOver;

  /**
   * A stream for an answer whose head is set.
   *
   * @param isAllowed whether its reader may still read
   */
  EventStream(Response response, Callback callback, BooleanSupplier isAllowed) {
    this.response = response;
    this.callback = callback;
    this.isAllowed = isAllowed;
  }

  /** Runs an action once nothing more can be sent; at once if that is already so. */
  void onClose(Runnable action) {
    boolean isLate;
    synchronized (this) {
      isLate = isOver;
      if (!isLate) {
        whenClosed.add(action);
      }
    }
    if (isLate) {
      action.run();
    }
  }

  /**
   * Sends frames.
   *
   * @param frames never changed afterwards, and not copied until they are sent
   * @return false if the stream is closed, or was cut off just now because its reader is too slow
   */
  public boolean send(List<byte[]> frames) {
    boolean isTooSlow;
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isTooSlow = waitingBytes > MOST_PENDING;
      if (!isTooSlow) {
        waiting.addAll(frames);
        for (byte[] frame : frames) {
          waitingBytes += frame.length;
        }
      }
    }
    if (isTooSlow) {
      cut(new EOFException("the reader is too slow"));
      return false;
    }
    write();
    return true;
  }

  private void write() {
    ByteBuffer next;
    synchronized (this) {
      if (isWriting || isOver || waiting.isEmpty()) {
        return;
      }
      isWriting = true;
      next = next();
    }
    response.write(
        false,
        next,
        Callback.from(
            () -> {
              synchronized (this) {
                isWriting = false;
              }
              write();
            },
            this::cut));
  }

  /** The next frames, up to a good size for one write, and at least one. */
  private ByteBuffer next() {
    int size = 0;
    int frames = 0;
    for (byte[] frame : waiting) {
      if (frames > 0 && size + frame.length > MOST_AT_ONCE) {
        break;
      }
      size += frame.length;
      frames++;
    }
    ByteBuffer next = ByteBuffer.allocate(size);
    for (; frames > 0; frames--) {
      next.put(waiting.remove());
    }
    waitingBytes -= size;
    return next.flip();
  }

  private void cut(Throwable why) {
    if (end()) {
      callback.failed(why);
      whenClosed.forEach(Runnable::run);
    }
  }

  private synchronized boolean end() {
    if (isOver) {
      return false;
    }
    isOver = true;
    waiting.clear();
    waitingBytes = 0;
    return true;
  }

  /** Keeps the stream alive, or ends it if its reader may no longer read. */
  void ping() {
    if (isAllowed.getAsBoolean()) {
      boolean unused = send(List.of(HEARTBEAT));
    } else {
      close();
    }
  }

  /** Ends the stream; its reader may connect again. */
  void close() {
    boolean isIdle;
    synchronized (this) {
      isIdle = !isWriting;
    }
    if (!isIdle) {
      cut(new EOFException("the stream is closed"));
    } else if (end()) {
      response.write(true, ByteBuffer.allocate(0), callback);
      whenClosed.forEach(Runnable::run);
    }
  }
}
