package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.query.Spans;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.reading.QueryParameters;
import dev.eventlogger.server.reading.Question;
import dev.eventlogger.server.reading.ReadingForms;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/log}: events, counts and facets of the logs that can be read. Thread-safe. */
public final class ReadingEndpoints {

  private static final String EVENTS = "/api/log/events";

  private final ReadingParts parts;

  /** Reads logs for callers with the scope READ, and records it in the audit log. */
  public ReadingEndpoints(ReadingParts parts) {
    this.parts = parts;
  }

  /** Adds the routes. */
  public void addTo(RouteTable routes) {
    routes.add(new Route("GET", EVENTS), asking(Question.EVENTS, ReadingEndpoints::events));
    routes.add(new Route("GET", EVENTS + "/{id}"), this::event);
    routes.add(new Route("GET", "/api/log/usage"), asking(Question.USAGE, ReadingEndpoints::usage));
    routes.add(
        new Route("GET", "/api/log/facets"), asking(Question.FACETS, ReadingEndpoints::facets));
  }

  private interface Reading {
    Answer of(EventStore store, QueryParameters question, Cancellation cancellation);
  }

  private Endpoint asking(Question question, Reading reading) {
    return exchange ->
        parts
            .admission()
            .admitted(exchange, Scope.READ)
            .ifPresent(caller -> ask(exchange, caller, question, reading));
  }

  private void ask(Exchange exchange, Caller caller, Question question, Reading reading) {
    parts
        .readers()
        .ask(
            exchange,
            cancellation -> {
              Map<String, List<String>> query = exchange.head().query();
              QueryParameters asked = QueryParameters.of(question, query, parts.clock().instant());
              String log = parts.logs().named(asked.log());
              EventStore store = parts.logs().store(log, cancellation);
              parts.audit().note(caller, question.toString(), log, query);
              exchange.answer(reading.of(store, asked, cancellation));
            });
  }

  private static Answer events(
      EventStore store, QueryParameters question, Cancellation cancellation) {
    EventQuery asked = question.events();
    EventFilter filter = OwnEvents.hide(asked.filter());
    EventQuery query = new EventQuery(filter, asked.sort(), asked.limit(), asked.after());
    EventPage page = store.find(query, cancellation);
    return ReadingForms.page(page, question, filter);
  }

  private static Answer usage(
      EventStore store, QueryParameters question, Cancellation cancellation) {
    UsageQuery asked = question.usage();
    EventFilter filter = OwnEvents.hide(asked.filter());
    UsageQuery query =
        new UsageQuery(
            filter, asked.bucket(), asked.by(), asked.thenBy(), asked.measure(), asked.limit());
    List<UsageRow> rows = new Spans(question.zone()).count(store, query, cancellation);
    return ReadingForms.usage(query, rows, filter);
  }

  private static Answer facets(
      EventStore store, QueryParameters question, Cancellation cancellation) {
    FacetQuery asked = question.facets();
    EventFilter filter = OwnEvents.hide(asked.filter());
    FacetQuery query = new FacetQuery(filter, asked.fields(), asked.limit());
    return ReadingForms.facets(store.facets(query, cancellation), filter);
  }

  private void event(Exchange exchange) {
    parts.admission().admitted(exchange, Scope.READ).ifPresent(caller -> event(exchange, caller));
  }

  private void event(Exchange exchange, Caller caller) {
    String path = exchange.head().path();
    Optional<UUID> id = uuid(path.substring(path.lastIndexOf('/') + 1));
    if (id.isEmpty()) {
      exchange.refuse(Refusal.of(400, "the path must end with the id of an event, a UUID"));
      return;
    }
    EventFilter filter = EventFilter.of(Condition.equal(Field.ID, id.get()));
    parts
        .readers()
        .ask(
            exchange,
            cancellation -> {
              Map<String, List<String>> query = exchange.head().query();
              QueryParameters asked =
                  QueryParameters.of(Question.EVENT, query, parts.clock().instant());
              String log = parts.logs().named(asked.log());
              EventPage page =
                  parts.logs().store(log, cancellation).find(EventQuery.of(filter), cancellation);
              parts.audit().note(caller, "event", log, Map.of("id", List.of(id.get().toString())));
              exchange.answer(
                  page.events().isEmpty()
                      ? Answer.json(404, Map.of("error", "there is no such event in log " + log))
                      : ReadingForms.event(page.events().get(0)));
            });
  }

  private static Optional<UUID> uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
