package dev.eventlogger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Field;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as comma-separated values, with a column for each part; data and context are JSON. */
final class EventCsv extends EventPrinter {

  private final ObjectMapper mapper = new ObjectMapper();
  private boolean hasHeader;

  EventCsv(PrintWriter out) {
    super(out);
  }

  @Override
  void print(List<Event> events) {
    header();
    events.forEach(event -> out.print(Csv.line(values(event))));
  }

  @Override
  void end() {
    header();
    super.end();
  }

  private void header() {
    if (!hasHeader) {
      hasHeader = true;
      out.print(Csv.line(Arrays.asList(Field.Part.values())));
    }
  }

  private List<@Nullable Object> values(Event event) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Field.Part part : Field.Part.values()) {
      switch (part) {
        case DATA -> values.add(json(event.data()));
        case CONTEXT -> values.add(json(event.context()));
        default -> values.add(value(event, new Field(part, List.of())));
      }
    }
    return values;
  }

  private static @Nullable Object value(Event event, Field field) {
    Object value = field.scalars(event).stream().findFirst().orElse(null);
    return value instanceof java.math.BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : value;
  }

  private @Nullable String json(Map<String, Object> object) {
    try {
      return object.isEmpty() ? null : mapper.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event holds a value that is not JSON", e);
    }
  }
}
