package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of events: one of their fields, or all of their data or context. Immutable.
 *
 * @param name as it is written to ask for the column
 * @param value what an event has there: a {@code String}, {@code Number}, {@code Boolean}, {@code
 *     Instant} or {@code UUID}, a {@code List} of these, or a {@code Map}; null if nothing
 */
public record Column(String name, Function<Event, @Nullable Object> value) {

  /** A column for every part of an event. */
  public static final List<Column> ALL =
      Arrays.stream(Field.Part.values()).map(part -> parse(part.toString())).toList();

  /**
   * Parses a field, {@code data} or {@code context}.
   *
   * @throws IllegalArgumentException if it is none of these, saying what is right
   */
  public static Column parse(String text) {
    if (text.equals("data") || text.equals("event_data")) {
      return new Column("data", event -> orNull(event.data()));
    }
    if (text.equals("context")) {
      return new Column("context", event -> orNull(event.context()));
    }
    Field field = Field.parse(text);
    return new Column(field.toString(), event -> value(field, event));
  }

  /**
   * Parses columns separated by commas. Blanks around them are ignored, and a comma in quotes does
   * not separate: {@code uid, data."a,b"}.
   *
   * @throws IllegalArgumentException if one is no column, saying what is right
   */
  public static List<Column> parseAll(String text) {
    List<Column> columns = new ArrayList<>();
    boolean isQuoted = false;
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      isQuoted ^= at < text.length() && text.charAt(at) == '"';
      if (at == text.length() || (text.charAt(at) == ',' && !isQuoted)) {
        columns.add(parse(text.substring(start, at).strip()));
        start = at + 1;
      }
    }
    return columns;
  }

  private static @Nullable Object orNull(Map<String, Object> object) {
    return object.isEmpty() ? null : object;
  }

  private static @Nullable Object value(Field field, Event event) {
    List<Object> scalars = field.scalars(event);
    return switch (scalars.size()) {
      case 0 -> null;
      case 1 -> scalars.get(0);
      default -> scalars;
    };
  }

  /** The value of an event for JSON, where times and ids are texts; null if there is none. */
  public @Nullable Object json(Event event) {
    Object found = value.apply(event);
    return found instanceof Instant || found instanceof UUID ? found.toString() : found;
  }

  /** The value of an event as text; empty if there is none. Times are in the given zone. */
  public String text(Event event, ZoneId zone) {
    Object found = value.apply(event);
    if (found == null) {
      return "";
    }
    if (found instanceof Instant time) {
      return time(time, zone);
    }
    return found instanceof BigDecimal number
        ? JsonNumbers.text(number)
        : found instanceof Map || found instanceof List ? JsonText.of(found) : found.toString();
  }

  /** A time in a zone, in the form of RFC 3339. */
  public static String time(Instant time, ZoneId zone) {
    return zone.equals(ZoneOffset.UTC)
        ? time.toString()
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone).toOffsetDateTime());
  }
}
