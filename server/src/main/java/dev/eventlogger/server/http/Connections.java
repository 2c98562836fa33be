package dev.eventlogger.server.http;

import dev.eventlogger.server.trust.Household;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * The open connections. Closes those beyond an address's limit, and those whose request does not
 * reach the end of its headers in time, however busily they send. Thread-safe.
 */
final class Connections implements Connection.Listener {

  private final Predicate<InetAddress> isProxy;
  private final int mostOfAddress;
  private final long headerNanos;
  private final long idleNanos;
  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final Map<Household, Integer> byAddress = new ConcurrentHashMap<>();
  private final Map<EndPoint, Household> counted = new ConcurrentHashMap<>();
  private final LongAdder tooMany = new LongAdder();
  private final LongAdder tooSlow = new LongAdder();

  /**
   * Looks after connections.
   *
   * @param isProxy whether an address is that of a trusted proxy
   */
  Connections(LimitSettings limits, Predicate<InetAddress> isProxy) {
    this.isProxy = isProxy;
    mostOfAddress = limits.connectionsPerAddress();
    headerNanos = limits.headerTimeout().toNanos();
    idleNanos = limits.idleTimeout().toNanos();
  }

  /** How far a connection was at the last sweep. For one thread. */
  private static final class Progress {
    private final long opened = System.nanoTime();
    private long messages;
    private long bytes;
    private long waitingSince = opened;
  }

  @Override
  public void onOpened(Connection connection) {
    EndPoint endPoint = innermost(connection.getEndPoint());
    if (isOneTooMany(endPoint)) {
      tooMany.increment();
      endPoint.close();
      return;
    }
    if (hasRequests(connection)) {
      open.put(connection, new Progress());
    }
  }

  /** An upgrade gives one end point several connections; it counts once. */
  private boolean isOneTooMany(EndPoint endPoint) {
    Household address = addressOf(endPoint.getRemoteSocketAddress());
    if (address == null || counted.putIfAbsent(endPoint, address) != null) {
      return false;
    }
    return byAddress.merge(address, 1, Integer::sum) > mostOfAddress;
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
    EndPoint endPoint = innermost(connection.getEndPoint());
    if (endPoint.isOpen()) {
      return; // upgraded: it goes on as another connection
    }
    Household address = counted.remove(endPoint);
    if (address != null) {
      byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** HTTP/2 has limits of its own, and a websocket sends no requests. */
  private static boolean hasRequests(Connection connection) {
    return connection instanceof NegotiatingServerConnection
        || (connection instanceof ConnectionMetaData data
            && data.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion());
  }

  /**
   * Null for connections that are not counted: those of a trusted proxy, behind which many clients
   * are.
   */
  private @Nullable Household addressOf(SocketAddress address) {
    return address instanceof InetSocketAddress ip && !isProxy.test(ip.getAddress())
        ? Household.of(ip.getAddress())
        : null;
  }

  /** TLS wraps the connection's end point in one of its own. */
  private static EndPoint innermost(EndPoint endPoint) {
    EndPoint inner = endPoint;
    while (inner instanceof EndPoint.Wrapper wrapper) {
      inner = wrapper.unwrap();
    }
    return inner;
  }

  /** Closes connections whose headers take too long. Called periodically, by one thread. */
  void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (connection, progress) -> {
          if (isStuck(connection, progress, now)) {
            tooSlow.increment();
            connection.getEndPoint().close();
          }
        });
  }

  /**
   * Whether a connection has been sending a request's headers for longer than they may take. One
   * that never had a request, perhaps in its handshake, may take the idle time in addition.
   */
  private boolean isStuck(Connection connection, Progress progress, long now) {
    long messages = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    boolean isBusy = connection.getMessagesOut() < messages;
    if (messages != progress.messages || isBusy) {
      progress.messages = messages;
      progress.bytes = bytes;
      progress.waitingSince = now;
      return false;
    }
    if (messages == 0 && now - progress.opened > idleNanos + headerNanos) {
      return true;
    }
    if (bytes == progress.bytes) {
      progress.waitingSince = now;
      return false;
    }
    return now - progress.waitingSince > headerNanos;
  }

  /** How many connections are open. */
  int count() {
    return counted.size();
  }

  /** Connections that were closed because their address had too many. */
  long tooMany() {
    return tooMany.sum();
  }

  /** Connections that were closed because a request's headers took too long. */
  long tooSlow() {
    return tooSlow.sum();
  }
}
