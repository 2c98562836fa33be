package dev.eventlogger.server.http;

import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Listens, and lets endpoints answer. Thread-safe. */
public final class HttpServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final int FEWEST_THREADS = 8;
  private static final long SWEEP_MILLIS = 1_000;
  private static final long STOP_IDLE_MILLIS = 500;

  private final HttpSettings settings;
  private final Server server;
  private final ServerConnector connector;
  private final Connections connections;
  private final Parts parts;
  private final @Nullable Tls tls;
  private volatile @Nullable URI uri;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "event-logger-server-connections");
            thread.setDaemon(true);
            return thread;
          });

  /** What all requests share. */
  record Parts(
      LimitSettings limits,
      BytesInFlight inFlight,
      RequestCounts counts,
      Websockets websockets,
      EventStreams streams) {}

  /**
   * A server that does not listen yet.
   *
   * @param routes all routes, complete
   * @throws IllegalArgumentException if the certificate cannot be read; the message begins with the
   *     setting
   */
  public HttpServer(HttpSettings settings, RouteTable routes, Guard guard) {
    this.settings = settings;
    LimitSettings limits = settings.limits();
    connections = new Connections(limits, guard::isProxy);
    tls = settings.tls() == null ? null : new Tls(settings.tls());
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), FEWEST_THREADS);
    threads.setName("event-logger-server");
    server = new Server(threads);
    long mostOfOne = (long) limits.bodyBytes() + limits.inflatedBytes() + 1;
    parts =
        new Parts(
            limits,
            new BytesInFlight(limits.bytesInFlight(), mostOfOne),
            new RequestCounts(),
            new Websockets(server, limits),
            new EventStreams(limits));
    connector = new ServerConnector(server, 1, -1, factories());
    connector.setHost(settings.address());
    connector.setPort(settings.port());
    connector.setIdleTimeout(limits.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(
        Math.min(STOP_IDLE_MILLIS, Math.max(1, settings.stopTimeout().toMillis() / 2)));
    connector.addBean(connections);
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.addConnector(connector);
    server.setErrorHandler(new JsonErrors());
    server.setHandler(new GracefulHandler(new FrontHandler(routes, guard, parts)));
    server.setStopTimeout(settings.stopTimeout().toMillis());
  }

  /**
   * Starts to listen. May be called once.
   *
   * @throws IllegalArgumentException if it cannot listen; the message begins with the setting
   */
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly();
      throw new IllegalArgumentException(
          "port: "
              + settings.port()
              + " of "
              + settings.address()
              + " cannot be listened to: "
              + why(e),
          e);
    }
    uri = bound();
    Future<?> unused =
        upkeep.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static String why(Exception failure) {
    return failure.getCause() instanceof BindException bind && bind.getMessage() != null
        ? bind.getMessage()
        : FailureWords.of(failure);
  }

  private void sweep() {
    try {
      connections.sweep();
      parts.websockets().pingIfDue();
      parts.streams().pingIfDue();
      if (tls != null) {
        tls.reloadIfChanged();
      }
    } catch (RuntimeException e) {
      // The executor would never run it again after an exception.
      LOG.log(Level.WARNING, "looking after connections failed: " + FailureWords.of(e));
    }
  }

  private ConnectionFactory[] factories() {
    HttpConfiguration http = configuration();
    List<ConnectionFactory> factories = new ArrayList<>();
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    if (tls == null) {
      factories.add(http1);
      factories.add(new ClearHttp2(http));
      return factories.toArray(new ConnectionFactory[0]);
    }
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    factories.add(new SslConnectionFactory(tls.factory(), alpn.getProtocol()));
    factories.add(alpn);
    factories.add(new HTTP2ServerConnectionFactory(http));
    factories.add(http1);
    return factories.toArray(new ConnectionFactory[0]);
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(settings.limits().headerBytes());
    if (tls != null) {
      // No check of the host name: behind a proxy, the client may use another one.
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
    return http;
  }

  /**
   * Where the server listens, with its actual port; does not change when it is closed.
   *
   * @throws IllegalStateException if the server was not started
   */
  public URI uri() {
    if (uri == null) {
      throw new IllegalStateException("the server was not started");
    }
    return uri;
  }

  private URI bound() {
    InetSocketAddress bound = new InetSocketAddress(settings.address(), connector.getLocalPort());
    InetAddress address = bound.getAddress();
    String host =
        address != null && address.isAnyLocalAddress() ? "localhost" : bound.getHostString();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create((tls == null ? "http" : "https") + "://" + literal + ":" + bound.getPort());
  }

  /** Requests that were answered so far. */
  public RequestCounts requests() {
    return parts.counts();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.count();
  }

  /** Connections that were closed because their address had too many. */
  public long tooManyConnections() {
    return connections.tooMany();
  }

  /** Connections that were closed because the headers of a request took too long. */
  public long slowConnections() {
    return connections.tooSlow();
  }

  /** Bytes of bodies that are being read or logged. */
  public long bytesInFlight() {
    return parts.inFlight().taken();
  }

  /** Whether it takes requests. */
  public boolean isListening() {
    return server.isStarted() && connector.isOpen();
  }

  /**
   * Stops listening, and waits for requests that are being answered, for as long as the settings
   * say. May be called again.
   */
  @Override
  public void close() {
    stopQuietly();
  }

  private void stopQuietly() {
    upkeep.shutdownNow();
    parts.websockets().close();
    parts.streams().close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "stopping did not end in time, or failed: " + FailureWords.of(e));
    }
  }

  /** How many subscriptions are open: websockets and event streams. */
  public int websockets() {
    return parts.websockets().count() + parts.streams().count();
  }
}
