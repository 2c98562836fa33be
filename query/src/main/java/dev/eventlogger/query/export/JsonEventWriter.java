package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes events as JSON, one on each line, optionally as an array. For one thread. */
final class JsonEventWriter implements EventWriter {

  /**
   * What comes before the first event and before each other, after each and after the last, and
   * what stands for no events.
   */
  private record Frame(String first, String other, String each, String last, String none) {}

  private static final Frame LINES = new Frame("", "", "\n", "", "");
  private static final Frame ARRAY = new Frame("[\n", ",\n", "", "\n]\n", "[]\n");

  private final Writer out;
  private final List<Column> columns;
  private final Frame frame;
  private boolean hasEvents;

  private JsonEventWriter(Writer out, List<Column> columns, Frame frame) {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.frame = frame;
  }

  static EventWriter lines(Writer out, List<Column> columns) {
    return new JsonEventWriter(out, columns, LINES);
  }

  static EventWriter array(Writer out, List<Column> columns) {
    return new JsonEventWriter(out, columns, ARRAY);
  }

  @Override
  public void write(Event event) throws IOException {
    out.write(hasEvents ? frame.other : frame.first);
    out.write(columns.isEmpty() ? event.toJson() : JsonText.of(fields(event)));
    out.write(frame.each);
    hasEvents = true;
  }

  /** The columns for which the event has a value. */
  private Map<String, Object> fields(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Column column : columns) {
      Object value = column.json(event);
      if (value != null) {
        fields.put(column.name(), value);
      }
    }
    return fields;
  }

  @Override
  public void finish() throws IOException {
    out.write(hasEvents ? frame.last : frame.none);
    out.flush();
  }
}
