package dev.eventlogger.server;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.formats.dialect.Dialect;
import dev.eventlogger.formats.dialect.DialectSettings;
import dev.eventlogger.formats.dialect.Dialects;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.forecast.DryRun;
import dev.eventlogger.server.forecast.ValidateEndpoint;
import dev.eventlogger.server.http.HttpServer;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.intake.ClientGaps;
import dev.eventlogger.server.intake.ConfiguredDialect;
import dev.eventlogger.server.intake.IntakeRoutes;
import dev.eventlogger.server.otlp.ProtobufOtlp;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.Gate;
import dev.eventlogger.server.trust.RateLimits;
import dev.eventlogger.server.trust.RepeatWindow;
import dev.eventlogger.server.trust.ServerSecret;
import dev.eventlogger.server.trust.Stamper;
import dev.eventlogger.server.viewer.ViewerPages;
import dev.eventlogger.spi.Suggestions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes events over HTTP, in the dialects of the clients that people already have, and logs them to
 * an event logger. Thread-safe.
 *
 * <p>Whoever opens the server closes it, and the event logger after it. An event that was answered
 * with success is as safe as {@code Accepted} says for the logs of the event logger.
 */
public final class EventServer implements AutoCloseable {

  private static final int FIELDS_OF_AN_EVENT = 100;

  private final HttpServer http;
  private final ReadingSide reading;
  private final ServerMetrics metrics;
  private final Set<String> routes;

  private EventServer(
      EventLogger events,
      ServerSettings settings,
      Admission admission,
      RouteTable routes,
      ReadingSide reading,
      ClientGaps gaps) {
    this.reading = reading;
    reading.addTo(routes);
    new MachineEndpoints(events, admission, this::metrics).addTo(routes);
    ClientFiles.ofClassPath().addTo(routes);
    ViewerPages.find(EventServer.class.getClassLoader()).addTo(routes);
    this.routes = routes.all();
    http = new HttpServer(settings.http(), routes, admission);
    metrics = new ServerMetrics(events, http, gaps);
  }

  private String metrics() {
    return metrics.text();
  }

  /**
   * Opens a server as {@code EVENT_SERVER} describes it, with the sinks and stores on the class
   * path.
   *
   * @param events where events go; stays open when the server is closed
   * @throws ConfigException if anything is wrong with the section, or if the server cannot listen
   */
  public static EventServer open(EventLogger events, EventLoggerConfig config) {
    return open(events, config, SinkCatalog.ofClassPath(), StoreCatalog.ofClassPath());
  }

  /**
   * Opens a server as {@code EVENT_SERVER} describes it.
   *
   * @param events where events go; stays open when the server is closed
   * @param sinks the sinks that the configuration may name
   * @param stores the stores that read the logs of the configuration
   * @throws ConfigException if anything is wrong with the section, or if the server cannot listen
   */
  public static EventServer open(
      EventLogger events, EventLoggerConfig config, SinkCatalog sinks, StoreCatalog stores) {
    Section section = config.section(ServerSection.KEY);
    ServerSettings settings = section.as(ServerSettings.class);
    ReadableLogs logs = ReadableLogs.of(config.logs(), stores);
    try {
      return open(
          events, logs, settings, DryRun.of(config, sinks).following(events.policy().current()));
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw section.refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Opens a server without {@code /api/validate}, which needs a configuration.
   *
   * @param events where events go; stays open when the server is closed
   * @param logs the logs that can be read; closed with the server
   * @throws IllegalArgumentException if a setting or a file that it names is wrong, or the server
   *     cannot listen; the message begins with the setting
   */
  public static EventServer open(EventLogger events, ReadableLogs logs, ServerSettings settings) {
    return open(events, logs, settings, null);
  }

  private static EventServer open(
      EventLogger events, ReadableLogs logs, ServerSettings settings, @Nullable DryRun dryRun) {
    Gate gate = Gate.open(settings.trust(), Clock.systemUTC());
    gate.checkAddress(address(settings.address()));
    RateLimits rates = new RateLimits(settings.ratePerAddress(), settings.ratePerKey());
    Admission admission = new Admission(gate, rates);
    ServerSecret secret =
        settings.secretFile() == null
            ? ServerSecret.ofProcess()
            : ServerSecret.open(settings.secretFile());
    Stamper stamper = new Stamper(settings.trust(), secret);
    RouteTable routes = new RouteTable();
    ClientGaps gaps = new ClientGaps();
    List<Dialect> dialects = dialects(settings);
    new IntakeRoutes(dialects, settings.dialects())
        .addTo(routes, events, admission, stamper, new RepeatWindow(settings.dedupeWindow()), gaps);
    if (dryRun != null) {
      Dialect ours = ours(dialects);
      routes.add(new Route("POST", "/api/validate"), new ValidateEndpoint(ours, dryRun, admission));
    }
    ReadingSide reading =
        new ReadingSide(events, logs.usually(settings.readLog()), settings, admission, stamper);
    EventServer server = new EventServer(events, settings, admission, routes, reading, gaps);
    server.start();
    return server;
  }

  private void start() {
    try {
      http.start();
    } catch (IllegalArgumentException e) {
      close();
      throw e;
    }
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "address: no interface of this machine has this address or name; 127.0.0.1 is for this"
              + " machine alone, and 0.0.0.0 for all interfaces",
          e);
    }
  }

  private static Dialect ours(List<Dialect> dialects) {
    return dialects.stream()
        .filter(dialect -> dialect.name().equals("event-logger"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Dialect> dialects(ServerSettings settings) {
    List<Dialect> all =
        new Dialects(dialectSettings(settings), new ProtobufOtlp(mostFields(settings))).all();
    List<String> names = all.stream().map(Dialect::name).toList();
    for (String name : settings.dialects().keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "dialects: there is no dialect \""
                + name
                + "\""
                + Suggestions.didYouMean(name, names)
                + " (known: "
                + String.join(", ", names)
                + ")");
      }
    }
    return all;
  }

  private static int mostFields(ServerSettings settings) {
    long most = (long) FIELDS_OF_AN_EVENT * settings.limits().events();
    return (int) Math.min(most, Integer.MAX_VALUE);
  }

  private static DialectSettings dialectSettings(ServerSettings settings) {
    ConfiguredDialect gramex = settings.dialects().get("gramex");
    return new DialectSettings(
        settings.limits().events(),
        settings.limits().inflatedBytes(),
        gramex == null ? Map.of() : gramex.values());
  }

  /** Where the server listens, with its actual port, such as {@code http://127.0.0.1:8787}. */
  public URI uri() {
    return http.uri();
  }

  /** The routes that the server answers, such as {@code POST /v1/events}, sorted. */
  public Set<String> routes() {
    return routes;
  }

  /**
   * Stops listening, and waits at most {@code stop_timeout} for requests that are being answered.
   * May be called again.
   */
  @Override
  public void close() {
    try (metrics;
        reading;
        http) {
      reading.tellNobody();
    }
  }
}
