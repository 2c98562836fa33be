package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Answers;
import dev.eventlogger.formats.dialect.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** The websockets that are open. Thread-safe. */
final class Websockets {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final int MOST_SENT = 4 * 1024;

  private final int most;
  private final Duration pause;
  private final ServerWebSocketContainer container;
  private final Set<TextChannel> open = ConcurrentHashMap.newKeySet();
  private long lastPing = System.nanoTime();
  private volatile boolean isClosed;

  /** The websockets of a server that has not started yet. */
  Websockets(Server server, LimitSettings limits) {
    most = limits.websockets();
    Duration idle = limits.idleTimeout();
    pause = idle.compareTo(LONGEST_PAUSE) < 0 ? idle : LONGEST_PAUSE;
    container = ServerWebSocketContainer.ensure(server);
    container.setIdleTimeout(pause.multipliedBy(3));
    container.setMaxTextMessageSize(MOST_SENT);
    container.setMaxBinaryMessageSize(MOST_SENT);
  }

  /**
   * Upgrades a request to a websocket, or answers why not.
   *
   * @param isAllowed whether the client may still read; asked periodically
   * @param opened takes the channel, and returns what to run when it is closed
   */
  void upgrade(
      Exchange exchange, BooleanSupplier isAllowed, Function<TextChannel, Runnable> opened) {
    if (open.size() >= most) {
      exchange.refuse(new Refusal(503, "there are too many subscriptions", Duration.ofSeconds(30)));
      return;
    }
    boolean isUpgrade =
        container.upgrade(
            (request, response, callback) -> new Listener(isAllowed, opened),
            exchange.request(),
            exchange.response(),
            exchange.callback());
    if (isUpgrade) {
      exchange.upgraded();
    } else {
      exchange.answer(
          Answers.error(Refusal.of(426, "this path is for websockets"))
              .with("Upgrade", "websocket")
              .with("Connection", "Upgrade"));
    }
  }

  /** Keeps connections alive, and finds dead ones. Called periodically, by one thread. */
  void pingIfDue() {
    if (System.nanoTime() - lastPing > pause.toNanos()) {
      lastPing = System.nanoTime();
      open.forEach(TextChannel::ping);
    }
  }

  /** Closes all websockets, and opens no more. */
  void close() {
    isClosed = true;
    open.forEach(TextChannel::close);
  }

  int count() {
    return open.size();
  }

  /** Reads what the client sends, and ignores it. Public only because Jetty requires it. */
  public final class Listener implements Session.Listener.AutoDemanding {

    private final BooleanSupplier isAllowed;
    private final Function<TextChannel, Runnable> opened;
    private @Nullable TextChannel channel;
    private @Nullable Runnable closed;

    private Listener(BooleanSupplier isAllowed, Function<TextChannel, Runnable> opened) {
      this.isAllowed = isAllowed;
      this.opened = opened;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      TextChannel added = new TextChannel(session, isAllowed);
      channel = added;
      open.add(added);
      // Of requests that came at once, all may have been upgraded before one was open.
      if (isClosed) {
        added.close();
      } else if (open.size() > most) {
        added.refuse();
      } else {
        closed = opened.apply(added);
      }
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
      if (channel != null) {
        open.remove(channel);
      }
      if (closed != null) {
        closed.run();
      }
      callback.succeed();
    }
  }
}
