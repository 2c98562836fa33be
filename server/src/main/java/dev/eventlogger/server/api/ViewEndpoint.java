package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.server.view.View;
import dev.eventlogger.server.view.ViewGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /view}: answers questions in the language of Gramex's FormHandler, and as it does,
 * from the default log for reading. Thread-safe.
 */
public final class ViewEndpoint implements Endpoint {

  private static final int MOST_META = 4 * 1024;

  private final ReadingParts parts;
  private final List<ExportForm> forms;

  /** Answers in the given forms, and records it in the audit log. */
  public ViewEndpoint(ReadingParts parts, List<ExportForm> forms) {
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
        .admitted(exchange, scope(exchange.head().query().get("_format")))
        .ifPresent(
            caller ->
                parts
                    .readers()
                    .askForFile(exchange, cancellation -> answer(exchange, caller, cancellation)));
  }

  /** All forms except JSON are files to download, and need the scope EXPORT. */
  private static Scope scope(@Nullable List<String> forms) {
    return forms == null || forms.equals(List.of("json")) ? Scope.READ : Scope.EXPORT;
  }

  private void answer(Exchange exchange, Caller caller, Cancellation cancellation) {
    Map<String, List<String>> parameters = exchange.head().query();
    View view = View.parse(parameters, forms, parts.clock().instant()).withFilter(OwnEvents::hide);
    String log = parts.logs().named(null);
    EventStore store = parts.logs().store(log, cancellation);
    parts.audit().note(caller, "view", log, parameters);
    Map<String, String> meta = view.metaHeaders();
    if (meta.values().stream().mapToInt(String::length).sum() > MOST_META) {
      throw new IllegalArgumentException("_meta: the question is too long to be said in headers");
    }
    ViewGroups groups = view.groups();
    if (groups != null) {
      List<UsageRow> rows =
          parts.readers().forOnePage(cancellation, one -> store.usage(groups.query(), one));
      exchange.answer(with(Answer.json(200, groups.rows(rows)), meta));
      return;
    }
    exchange.stream(
        with(head(view.form()), meta),
        out -> {
          EventWriter writer = view.form().writer(out, view.columns(), View.ZONE);
          parts.readers().forOnePage(cancellation, one -> write(view, store, one, writer));
          writer.finish();
        });
  }

  private static View write(
      View view, EventStore store, Cancellation cancellation, EventWriter writer) {
    try {
      view.write(store, cancellation, writer);
      return view;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer with(Answer answer, Map<String, String> meta) {
    Answer more = answer;
    for (Map.Entry<String, String> header : meta.entrySet()) {
      more = more.with(header.getKey(), header.getValue());
    }
    return more;
  }

  /** JSON is for programs; the other forms are files. */
  private static Answer head(ExportForm form) {
    return form.ending().equals("json")
        ? new Answer(200, form.mediaType(), new byte[0], Map.of())
        : ExportEndpoint.head(form, "view");
  }
}
