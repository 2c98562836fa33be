package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;

/**
 * Events as comma-separated values, with a column for each part unless others are named; data and
 * context are JSON. For one thread.
 */
final class EventCsv extends EventPrinter {

  private final List<Column> columns;
  private final ZoneId zone;
  private boolean hasHeader;

  EventCsv(PrintWriter out, List<Column> columns, ZoneId zone) {
    super(out);
    this.columns = columns.isEmpty() ? Column.ALL : columns;
    this.zone = zone;
  }

  @Override
  void print(List<Event> events) {
    header();
    for (Event event : events) {
      out.print(Csv.line(columns.stream().map(column -> column.text(event, zone)).toList()));
    }
  }

  @Override
  void end() {
    header();
    super.end();
  }

  private void header() {
    if (!hasHeader) {
      hasHeader = true;
      out.print(Csv.line(columns.stream().map(Column::name).toList()));
    }
  }
}
