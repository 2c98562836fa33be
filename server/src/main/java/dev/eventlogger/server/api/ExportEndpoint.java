package dev.eventlogger.server.api;

import dev.eventlogger.event.Event;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.QueryParameters;
import dev.eventlogger.server.reading.Question;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /api/log/export}: all events that match a filter as a file, read a page at a time, so
 * that any number takes little memory. Thread-safe.
 */
public final class ExportEndpoint implements Endpoint {

  private static final int FIRST_PAGE = 100;
  private static final int MOST_OF_A_PAGE = 1_000;
  private static final long BYTES_OF_A_PAGE = 4L * 1024 * 1024;

  private final ReadingParts parts;
  private final List<ExportForm> forms;

  /**
   * Exports in the given forms for callers with the scope EXPORT, and records it in the audit log.
   */
  public ExportEndpoint(ReadingParts parts, List<ExportForm> forms) {
    this.parts = parts;
    this.forms = List.copyOf(forms);
  }

  @Override
  public boolean takesHead() {
    return false;
  }

  @Override
  public void handle(Exchange exchange) {
    parts
        .admission()
        .admitted(exchange, Scope.EXPORT)
        .ifPresent(
            caller ->
                parts
                    .readers()
                    .askForFile(exchange, cancellation -> export(exchange, caller, cancellation)));
  }

  private void export(Exchange exchange, Caller caller, Cancellation cancellation) {
    Map<String, List<String>> parameters = exchange.head().query();
    QueryParameters question =
        QueryParameters.of(Question.EXPORT, parameters, parts.clock().instant());
    ExportForm form = question.form(forms);
    String log = parts.logs().named(question.log());
    EventFilter filter = OwnEvents.hide(question.filter());
    EventQuery query = new EventQuery(filter, question.sort(), FIRST_PAGE, null);
    EventStore store = parts.logs().store(log, cancellation);
    parts.audit().note(caller, "export", log, parameters);
    BooleanSupplier isAllowed = parts.admission().forLong(exchange, Scope.EXPORT);
    exchange.stream(
        head(form, log),
        out -> {
          EventWriter writer = form.writer(out, question.columns(), question.zone());
          write(writer, new Pages(store, isAllowed, cancellation), query);
          writer.finish();
        });
  }

  /** The head of an answer with a file, which browsers download rather than show as a page. */
  public static Answer head(ExportForm form, String name) {
    String disposition = "attachment; filename=\"" + name + "." + form.ending() + "\"";
    return new Answer(
        200, form.mediaType(), new byte[0], Map.of("Content-Disposition", disposition));
  }

  /** The store that pages are read from, and whether the caller may still read more. */
  private record Pages(EventStore store, BooleanSupplier isAllowed, Cancellation cancellation) {}

  private void write(EventWriter writer, Pages pages, EventQuery first) throws IOException {
    EventQuery query = first;
    while (true) {
      EventQuery asked = query;
      EventPage page =
          parts.readers().forOnePage(pages.cancellation(), one -> pages.store().find(asked, one));
      long bytes = 0;
      for (Event event : page.events()) {
        writer.write(event);
        bytes += event.toJson().length();
      }
      if (page.next() == null) {
        return;
      }
      if (!pages.isAllowed().getAsBoolean()) {
        throw new StoreException("the key is good no more", null);
      }
      query = next(query, page, bytes);
    }
  }

  /** The query for the next page, sized to hold some megabytes, judging by the last page. */
  private static EventQuery next(EventQuery query, EventPage page, long bytes) {
    long each = Math.max(1, bytes / Math.max(1, page.events().size()));
    int limit = (int) Math.max(1, Math.min(MOST_OF_A_PAGE, BYTES_OF_A_PAGE / each));
    return new EventQuery(query.filter(), query.sort(), limit, page.next());
  }
}
