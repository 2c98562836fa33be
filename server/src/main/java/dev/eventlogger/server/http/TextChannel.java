package dev.eventlogger.server.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * A websocket that sends texts. A reader that is more than 4 Mi characters behind is cut off, and
 * holds up nobody; a single text is never too long. Thread-safe.
 */
public final class TextChannel {

  private static final long MOST_PENDING = 4L * 1024 * 1024;

  private final Session session;
  private final BooleanSupplier isAllowed;
  private final AtomicLong pending = new AtomicLong();

  /**
   * A channel that is open.
   *
   * @param isAllowed whether its reader may still read
   */
  TextChannel(Session session, BooleanSupplier isAllowed) {
    this.session = session;
    this.isAllowed = isAllowed;
  }

  /** Sends a text; false if the channel is closed, or its reader was cut off for being too slow. */
  public boolean send(String text) {
    if (!session.isOpen()) {
      return false;
    }
    long size = text.length();
    long behind = pending.getAndAdd(size);
    if (behind > 0 && behind + size > MOST_PENDING) {
      // A reader that takes nothing would not take a close frame either.
      session.disconnect();
      return false;
    }
    session.sendText(
        text, Callback.from(() -> pending.addAndGet(-size), failure -> session.disconnect()));
    return true;
  }

  void close() {
    session.close(StatusCode.SHUTDOWN, "the server stops", Callback.NOOP);
  }

  /** Closes the channel, which there is no room for. */
  void refuse() {
    session.close(StatusCode.TRY_AGAIN_LATER, "there are too many subscriptions", Callback.NOOP);
  }

  /** Keeps the channel alive, or ends it if its reader may no longer read. */
  void ping() {
    if (isAllowed.getAsBoolean()) {
      session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    } else {
      session.close(StatusCode.POLICY_VIOLATION, "the key is good no more", Callback.NOOP);
    }
  }
}
