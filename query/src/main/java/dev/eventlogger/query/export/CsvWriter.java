package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.List;

/** Events as comma-separated values. For one thread. */
final class CsvWriter implements EventWriter {

  private final Writer out;
  private final List<Column> columns;
  private final ZoneId zone;

  CsvWriter(Writer out, List<Column> columns, ZoneId zone) throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.zone = zone;
    out.write(Csv.line(columns.stream().map(Column::name).toList()));
  }

  @Override
  public void write(Event event) throws IOException {
    out.write(Csv.line(columns.stream().map(column -> column.text(event, zone)).toList()));
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
