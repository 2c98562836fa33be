package dev.eventlogger.server.reading;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /api/log/export}: all events of a filter as a file, a page at a time, so that any
 * number of them takes little memory. Thread-safe.
 */
public final class ExportEndpoint implements Endpoint {

  private static final int PAGE = 1_000;

  private final ReadableLogs logs;
  private final Readers readers;
  private final Admission admission;
  private final ReadAudit audit;
  private final List<ExportForm> forms;
  private final Clock clock;

  /** Exports of logs in some forms, for those who are let in, which is noted. */
  public ExportEndpoint(
      ReadableLogs logs,
      Readers readers,
      Admission admission,
      ReadAudit audit,
      List<ExportForm> forms,
      Clock clock) {
    this.logs = logs;
    this.readers = readers;
    this.admission = admission;
    this.audit = audit;
    this.forms = List.copyOf(forms);
    this.clock = clock;
  }

  @Override
  public void handle(Exchange exchange) {
    admission
        .admitted(exchange, Scope.EXPORT)
        .ifPresent(
            caller ->
                readers.askLong(
                    exchange, cancellation -> export(exchange, caller, cancellation)));
  }

  /** The first page is read before the answer begins: until then it can still be a refusal. */
  private void export(Exchange exchange, Caller caller, Cancellation cancellation) {
    Map<String, List<String>> parameters = exchange.head().query();
    QueryParameters question = QueryParameters.of(Question.EXPORT, parameters, clock.instant());
    ExportForm form = question.form(forms);
    String log = logs.named(question.log());
    EventFilter filter = ReadAudit.hide(question.filter());
    EventQuery query = new EventQuery(filter, question.sort(), PAGE, null);
    EventStore store = logs.store(log);
    EventPage first = store.find(query, cancellation);
    audit.note(caller, "export", log, parameters);
    Answer head =
        new Answer(
            200,
            form.mediaType(),
            new byte[0],
            Map.of("Content-Disposition", "attachment; filename=\"" + log + "." + form.ending() + "\""));
    exchange.stream(
        head,
        out -> write(form.writer(out, question.columns(), question.zone()), store, query, first, cancellation));
  }

  private static void write(
      EventWriter writer,
      EventStore store,
      EventQuery query,
      EventPage first,
      Cancellation cancellation)
      throws IOException {
    EventPage page = first;
    while (true) {
      for (var event : page.events()) {
        writer.write(event);
      }
      if (page.next() == null) {
        break;
      }
      page = store.find(query.after(page.next()), cancellation);
    }
    writer.finish();
  }
}
