package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.TextForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints events for programs, beginning with the first page. For one thread. */
final class ExportPrinter extends EventPrinter {

  private final TextForm form;
  private final List<Column> columns;
  private final ZoneId zone;
  private @Nullable EventWriter writer;

  ExportPrinter(TextForm form, PrintWriter out, List<Column> columns, ZoneId zone) {
    super(out);
    this.form = form;
    this.columns = columns;
    this.zone = zone;
  }

  @Override
  void print(List<Event> events) {
    try {
      EventWriter opened = writer();
      for (Event event : events) {
        opened.write(event);
      }
    } catch (IOException e) {
      throw unexpected(e);
    }
  }

  @Override
  void end() {
    try {
      writer().finish();
    } catch (IOException e) {
      throw unexpected(e);
    }
  }

  private EventWriter writer() throws IOException {
    EventWriter opened = writer;
    if (opened == null) {
      opened = form.writer(out, columns, zone);
      writer = opened;
    }
    return opened;
  }

  /** A PrintWriter never throws. */
  private static UncheckedIOException unexpected(IOException failure) {
    return new UncheckedIOException(failure);
  }
}
