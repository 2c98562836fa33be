package dev.eventlogger.server;

import dev.eventlogger.EventLogger;
import dev.eventlogger.micrometer.EventLoggerMetrics;
import dev.eventlogger.server.http.HttpServer;
import dev.eventlogger.server.intake.ClientGaps;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * The meters of the event logger and of the server, as Prometheus reads them.
 *
 * <ul>
 *   <li>{@code eventlog.server.requests} (status): requests that were answered; status 0 means that
 *       the client was gone
 *   <li>{@code eventlog.server.connections} and {@code .websockets}: how many are open
 *   <li>{@code eventlog.server.connections.closed} (reason: {@code too-many}, {@code slow-headers})
 *   <li>{@code eventlog.server.bytes.in.flight}: bytes of bodies that are being read or logged
 *   <li>{@code eventlog.server.client.gaps}: events of pages that have not arrived so far, though
 *       later ones of the same pages have
 * </ul>
 *
 * <p>Thread-safe.
 */
final class ServerMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge requests;
  private final HttpServer server;

  ServerMetrics(EventLogger events, HttpServer server, ClientGaps gaps) {
    this.server = server;
    new EventLoggerMetrics(events).bindTo(registry);
    requests =
        MultiGauge.builder("eventlog.server.requests")
            .description("Requests that were answered; status 0 is a client that was gone")
            .register(registry);
    Gauge.builder("eventlog.server.connections", server, HttpServer::connections)
        .register(registry);
    Gauge.builder("eventlog.server.websockets", server, HttpServer::websockets).register(registry);
    Gauge.builder("eventlog.server.bytes.in.flight", server, HttpServer::bytesInFlight)
        .register(registry);
    Gauge.builder("eventlog.server.client.gaps", gaps, ClientGaps::missing)
        .description("Events of pages that have not come, though later ones of the pages have")
        .register(registry);
    closed("too-many", HttpServer::tooManyConnections);
    closed("slow-headers", HttpServer::slowConnections);
  }

  private void closed(String reason, ToDoubleFunction<HttpServer> count) {
    FunctionCounter.builder("eventlog.server.connections.closed", server, count)
        .tags(Tags.of("reason", reason))
        .register(registry);
  }

  String text() {
    requests.register(
        server.requests().byStatus().entrySet().stream()
            .map(
                count ->
                    MultiGauge.Row.of(
                        Tags.of("status", Integer.toString(count.getKey())), count.getValue()))
            .toList(),
        true);
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
