package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.trust.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The endpoints for machines: {@code /health} (is the server alive), {@code /ready} (would it take
 * events), {@code /metrics}, which needs the scope READ, and {@code /openapi.json}, which describes
 * the other endpoints. Thread-safe.
 */
final class MachineEndpoints {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final EventLogger events;
  private final Admission admission;
  private final Supplier<String> metrics;

  MachineEndpoints(EventLogger events, Admission admission, Supplier<String> metrics) {
    this.events = events;
    this.admission = admission;
    this.metrics = metrics;
  }

  void addTo(RouteTable routes) {
    routes.add(
        new Route("GET", "/health"),
        exchange -> exchange.answer(Answer.json(200, Map.of("status", "up"))));
    routes.add(new Route("GET", "/ready"), this::ready);
    routes.add(new Route("GET", "/metrics"), this::metrics);
    byte[] openApi = resource("openapi.json");
    routes.add(
        new Route("GET", "/openapi.json"),
        exchange -> exchange.answer(new Answer(200, "application/json", openApi, Map.of())));
  }

  private static byte[] resource(String name) {
    try (InputStream in = requireNonNull(MachineEndpoints.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not ready while a log's queue is full, since events for it would be dropped. */
  private void ready(Exchange exchange) {
    List<String> full =
        events.ledger().logs().entrySet().stream()
            .filter(log -> isFull(log.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    exchange.answer(
        full.isEmpty()
            ? Answer.json(200, Map.of("status", "ready"))
            : Answer.json(503, Map.of("status", "full", "logs", full)));
  }

  private static boolean isFull(LogLedger log) {
    return log.queue().events() >= log.queue().mostEvents()
        || log.queue().bytes() >= log.queue().mostBytes();
  }

  private void metrics(Exchange exchange) {
    if (admission.isAdmitted(exchange, Scope.READ)) {
      byte[] text = metrics.get().getBytes(UTF_8);
      exchange.answer(new Answer(200, PROMETHEUS_TEXT, text, Map.of()));
    }
  }
}
