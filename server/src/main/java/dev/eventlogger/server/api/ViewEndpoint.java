package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.ReadEvents;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.server.view.View;
import dev.eventlogger.server.view.ViewGroups;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /view}: what Gramex's FormHandler answers, in its language, of the log that is read
 * where none is named. Thread-safe.
 */
public final class ViewEndpoint implements Endpoint {

  private final ReadableLogs logs;
  private final Readers readers;
  private final Admission admission;
  private final ReadAudit audit;
  private final List<ExportForm> forms;
  private final Clock clock;

  /** Views of a log in some forms, for those who are let in, which is noted. */
  public ViewEndpoint(
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
        .admitted(exchange, Scope.READ)
        .ifPresent(
            caller ->
                readers.ask(exchange, cancellation -> answer(exchange, caller, cancellation)));
  }

  private void answer(Exchange exchange, Caller caller, Cancellation cancellation) {
    Map<String, List<String>> parameters = exchange.head().query();
    View view = View.parse(parameters, forms, clock.instant()).withFilter(ReadEvents::hide);
    String log = logs.named(null);
    EventStore store = logs.store(log);
    audit.note(caller, "view", log, parameters);
    exchange.addHeaders(view.metaHeaders());
    ViewGroups groups = view.groups();
    if (groups != null) {
      List<UsageRow> rows = store.usage(groups.query(), cancellation);
      exchange.answer(Answer.json(200, groups.rows(rows)));
      return;
    }
    exchange.stream(
        head(view.form()),
        out -> {
          EventWriter writer = view.form().writer(out, view.columns(), View.ZONE);
          view.write(store, cancellation, writer);
          writer.finish();
        });
  }

  /** JSON is for programs; the others are files. */
  private static Answer head(ExportForm form) {
    Map<String, String> headers = new HashMap<>();
    if (!form.ending().equals("json")) {
      headers.put("Content-Disposition", "attachment; filename=\"view." + form.ending() + "\"");
    }
    return new Answer(200, form.mediaType(), new byte[0], headers);
  }
}
