package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.TextForm;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;

/** Prints events as they come, a page at a time. For one thread. */
abstract class EventPrinter {

  final PrintWriter out;

  EventPrinter(PrintWriter out) {
    this.out = out;
  }

  /**
   * A printer for a form.
   *
   * @param columns which fields; empty for what is usual for the form
   * @param zone that times are shown in where they are for people or spreadsheets
   */
  static EventPrinter of(Format format, PrintWriter out, List<Column> columns, ZoneId zone) {
    return switch (format) {
      case TABLE -> new EventTable(out, Terminal.width(), columns, zone);
      case JSON -> exported(TextForm.JSON, out, columns, zone);
      case NDJSON -> exported(TextForm.NDJSON, out, columns, zone);
      case CSV -> exported(TextForm.CSV, out, columns, zone);
    };
  }

  /** As it is, but harmless to a terminal, with which JSON stays the same JSON. */
  private static EventPrinter exported(
      TextForm form, PrintWriter out, List<Column> columns, ZoneId zone) {
    PrintWriter harmless = Terminal.isOutput() ? Harmless.to(out) : out;
    return new ExportPrinter(form, harmless, columns, zone);
  }

  /** Prints some more. */
  abstract void print(List<Event> events);

  /** Prints what belongs at the end. */
  void end() {
    out.flush();
  }

  /** Whether nobody reads on; what was printed is flushed. */
  final boolean isCut() {
    return out.checkError();
  }
}
