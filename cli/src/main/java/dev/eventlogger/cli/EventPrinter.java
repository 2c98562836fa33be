package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      case JSON -> new Array(out, columns);
      case NDJSON -> new Lines(out, columns);
      case CSV -> new EventCsv(Terminal.isOutput() ? Harmless.to(out) : out, columns, zone);
    };
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

  /** JSON as it is, but harmless to a terminal; it stays the same JSON. */
  private static String json(Event event, List<Column> columns) {
    String json = columns.isEmpty() ? event.toJson() : Column.json(fields(event, columns));
    return Terminal.isOutput() ? OneLine.escape(json) : json;
  }

  /** Those that the event has. */
  private static Map<String, Object> fields(Event event, List<Column> columns) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Column column : columns) {
      Object value = column.value().apply(event);
      if (value != null) {
        fields.put(column.name(), value);
      }
    }
    return fields;
  }

  private static final class Lines extends EventPrinter {
    private final List<Column> columns;

    private Lines(PrintWriter out, List<Column> columns) {
      super(out);
      this.columns = columns;
    }

    @Override
    void print(List<Event> events) {
      events.forEach(event -> out.print(json(event, columns) + "\n"));
    }
  }

  private static final class Array extends EventPrinter {
    private final List<Column> columns;
    private String before = "[\n";

    private Array(PrintWriter out, List<Column> columns) {
      super(out);
      this.columns = columns;
    }

    @Override
    void print(List<Event> events) {
      for (Event event : events) {
        out.print(before + json(event, columns));
        before = ",\n";
      }
    }

    @Override
    void end() {
      out.print(before.equals(",\n") ? "\n]\n" : "[]\n");
      super.end();
    }
  }
}
