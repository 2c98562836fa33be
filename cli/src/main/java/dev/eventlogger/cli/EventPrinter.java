package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.util.List;

/** Prints events as they come, a page at a time. For one thread. */
abstract class EventPrinter {

  final PrintWriter out;

  EventPrinter(PrintWriter out) {
    this.out = out;
  }

  /** A printer for a form. */
  static EventPrinter of(Format format, PrintWriter out) {
    return switch (format) {
      case TABLE -> new EventTable(out, Terminal.width());
      case JSON -> new Array(out);
      case NDJSON -> new Lines(out);
      case CSV -> new EventCsv(out);
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
  private static String json(Event event) {
    return Terminal.isOutput() ? OneLine.escape(event.toJson()) : event.toJson();
  }

  private static final class Lines extends EventPrinter {
    private Lines(PrintWriter out) {
      super(out);
    }

    @Override
    void print(List<Event> events) {
      events.forEach(event -> out.print(json(event) + "\n"));
    }
  }

  private static final class Array extends EventPrinter {
    private String before = "[\n";

    private Array(PrintWriter out) {
      super(out);
    }

    @Override
    void print(List<Event> events) {
      for (Event event : events) {
        out.print(before + json(event));
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
