package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.TextForm;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;

/** Prints events as they arrive, a page at a time. For one thread. */
abstract class EventPrinter {

  final PrintWriter out;

  EventPrinter(PrintWriter out) {
    this.out = out;
  }

  /**
   * A printer for a format.
   *
   * @param columns which fields; empty for the format's default
   * @param zone for times in output that is for people or spreadsheets
   */
  static EventPrinter of(Format format, PrintWriter out, List<Column> columns, ZoneId zone) {
    return switch (format) {
      case TABLE -> new EventTable(out, Terminal.width(), columns, zone);
      case JSON -> exported(TextForm.JSON, out, columns, zone);
      case NDJSON -> exported(TextForm.NDJSON, out, columns, zone);
      case CSV -> exported(TextForm.CSV, out, columns, zone);
    };
  }

  /**
   * Exports unchanged, except that on a terminal control characters are escaped, which JSON
   * permits.
   */
  private static EventPrinter exported(
      TextForm form, PrintWriter out, List<Column> columns, ZoneId zone) {
    PrintWriter harmless = Terminal.isOutput() ? Harmless.to(out) : out;
    return new ExportPrinter(form, harmless, columns, zone);
  }

  /** Prints more events. */
  abstract void print(List<Event> events);

  /** Prints what belongs at the end. */
  void end() {
    out.flush();
  }

  /** Whether the reader has gone away; what was printed is flushed. */
  final boolean isCut() {
    return out.checkError();
  }
}
