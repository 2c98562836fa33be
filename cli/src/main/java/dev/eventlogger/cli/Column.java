package dev.eventlogger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of events: one of their fields, or all of their data or context.
 *
 * @param name as it is written in {@code --fields}
 * @param value what an event has there, for JSON; null if nothing
 */
record Column(String name, Function<Event, @Nullable Object> value) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every part of an event. */
  static final List<Column> ALL =
      Arrays.stream(Field.Part.values()).map(part -> parse(part.toString())).toList();

  /** Reads a field, {@code data} or {@code context}. */
  static Column parse(String text) {
    if (text.equals("data") || text.equals("event_data")) {
      return new Column("data", event -> orNull(event.data()));
    }
    if (text.equals("context")) {
      return new Column("context", event -> orNull(event.context()));
    }
    Field field;
    try {
      field = Field.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserMistake("--fields: " + e.getMessage());
    }
    return new Column(field.toString(), event -> value(field, event));
  }

  private static @Nullable Object orNull(Map<String, Object> object) {
    return object.isEmpty() ? null : object;
  }

  private static @Nullable Object value(Field field, Event event) {
    List<Object> scalars = field.scalars(event);
    return switch (scalars.size()) {
      case 0 -> null;
      case 1 -> plain(scalars.get(0));
      default -> scalars.stream().map(Column::plain).toList();
    };
  }

  /** For JSON, times and ids are texts. */
  private static Object plain(Object scalar) {
    return scalar instanceof Instant || scalar instanceof UUID ? scalar.toString() : scalar;
  }

  /** The value as text; empty if there is none. Times are those of the zone. */
  String text(Event event, ZoneId zone) {
    if (name.equals(Field.CREATED_AT.toString())) {
      return time(event.createdAt(), zone);
    }
    Object value = value().apply(event);
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : value instanceof Map || value instanceof List ? json(value) : value.toString();
  }

  /** RFC 3339 in a zone. */
  static String time(Instant time, ZoneId zone) {
    return zone.equals(ZoneOffset.UTC)
        ? time.toString()
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone).toOffsetDateTime());
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event holds a value that is not JSON", e);
    }
  }
}
