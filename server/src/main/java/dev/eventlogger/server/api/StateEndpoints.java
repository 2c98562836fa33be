package dev.eventlogger.server.api;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.reading.LedgerJson;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.Scope;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/ledger}, what became of every event that this process has logged, and {@code
 * /api/schemas}, what events are checked against. Thread-safe.
 */
public final class StateEndpoints {

  private final EventLogger events;
  private final ReadableLogs logs;
  private final Admission admission;

  /** The state of an event logger, for those who may read. */
  public StateEndpoints(EventLogger events, ReadableLogs logs, Admission admission) {
    this.events = events;
    this.logs = logs;
    this.admission = admission;
  }

  /** Adds the routes. */
  public void addTo(RouteTable routes) {
    routes.add(
        new Route("GET", "/api/ledger"), answering(() -> LedgerJson.of(events.ledger(), logs)));
    routes.add(new Route("GET", "/api/schemas"), answering(this::schemas));
  }

  private Endpoint answering(Supplier<Map<String, ?>> answer) {
    return exchange -> {
      if (admission.isAdmitted(exchange, Scope.READ)) {
        exchange.answer(Answer.json(200, answer.get()));
      }
    };
  }

  private Map<String, ?> schemas() {
    Map<SchemaRef, Map<String, @Nullable Object>> registered = events.eventCheck().schemas();
    return Map.of(
        "schemas",
        registered.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    entry -> entry.getKey().id() + '\u0001' + entry.getKey().version()))
            .map(entry -> schema(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static Map<String, Object> schema(SchemaRef ref, Map<String, @Nullable Object> schema) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", ref.id());
    json.put("version", ref.version());
    json.put("schema", schema);
    return json;
  }
}
