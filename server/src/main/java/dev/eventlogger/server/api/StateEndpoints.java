package dev.eventlogger.server.api;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LedgerJson;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.reading.OtherInstances;
import dev.eventlogger.server.reading.QueryParameters;
import dev.eventlogger.server.reading.Question;
import dev.eventlogger.server.trust.Scope;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/ledger}: what became of every event that this process and others have logged; and
 * {@code /api/schemas}: the schemas that events are checked against. Thread-safe.
 */
public final class StateEndpoints {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  // People look at this process's ledger when something is wrong, such as a store that does not
  // answer.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final EventLogger events;
  private final ReadingParts parts;

  /** Shows the state of an event logger to callers with the scope READ. */
  public StateEndpoints(EventLogger events, ReadingParts parts) {
    this.events = events;
    this.parts = parts;
  }

  /** Adds the routes. */
  public void addTo(RouteTable routes) {
    routes.add(new Route("GET", "/api/ledger"), this::ledger);
    routes.add(new Route("GET", "/api/schemas"), this::schemas);
  }

  private void ledger(Exchange exchange) {
    if (!parts.admission().isAdmitted(exchange, Scope.READ)) {
      return;
    }
    QueryParameters question;
    boolean isAboutAll;
    try {
      question =
          QueryParameters.of(Question.LEDGER, exchange.head().query(), parts.clock().instant());
      isAboutAll = question.hasOthers();
    } catch (IllegalArgumentException e) {
      exchange.refuse(Refusal.of(400, String.valueOf(e.getMessage())));
      return;
    }
    boolean canBeRead = question.log() != null || !parts.logs().names().isEmpty();
    if (isAboutAll && canBeRead) {
      parts.readers().ask(exchange, cancellation -> ledger(exchange, question, cancellation));
    } else {
      exchange.answer(Answer.json(200, own(events.ledger()))); // no store is asked
    }
  }

  private void ledger(Exchange exchange, QueryParameters question, Cancellation cancellation) {
    Map<String, Object> answer = own(events.ledger());
    others(parts.logs().named(question.log()), answer, cancellation);
    exchange.answer(Answer.json(200, answer));
  }

  private Map<String, Object> own(Ledger ledger) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("instance", events.instance());
    json.putAll(LedgerJson.of(ledger, this::state));
    return json;
  }

  private Map<String, Object> state(String name, LogLedger log) {
    Map<String, Object> state = LedgerJson.state(log);
    state.put("readable", parts.logs().names().contains(name));
    return state;
  }

  private void others(String log, Map<String, Object> answer, Cancellation whole) {
    Cancellation quick = Cancellation.after(PATIENCE);
    try {
      answer.put("others", whole.run(quick::cancel, () -> others(log, quick)));
    } catch (QueryCancelledException e) {
      whole.check();
      answer.put("others_problem", "the store of log " + log + " took too long to answer");
    } catch (StoreException | UnsupportedQueryException e) {
      LOG.log(Level.DEBUG, "the store of log " + log + " has no reports to show", e);
      answer.put("others_problem", "the store of log " + log + " did not answer");
    }
  }

  private List<Map<String, Object>> others(String log, Cancellation quick) {
    EventStore store = parts.logs().store(log, quick);
    return OtherInstances.of(store, events.instance(), parts.clock().instant(), quick);
  }

  private void schemas(Exchange exchange) {
    if (parts.admission().isAdmitted(exchange, Scope.READ)) {
      exchange.answer(Answer.json(200, schemas()));
    }
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
