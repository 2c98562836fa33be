package dev.eventlogger.query;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.spi.Suggestions;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Converts the values of a condition to what its field and its operator compare. */
final class ConditionValues {

  private ConditionValues() {}

  static Object of(Field field, Operator operator, Object value) {
    return switch (field.part()) {
      case ID -> id(field, value);
      case CREATED_AT -> time(field, value);
      case DURATION_MS -> number(field, value);
      case TYPE -> constant(field, value, EventType.values());
      case LEVEL -> constant(field, value, Level.values());
      case DATA, CONTEXT ->
          operator.isRange() && value instanceof Number
              ? number(field, value)
              : text(field, operator, value);
      default -> text(field, operator, value);
    };
  }

  /** The levels whose severity compares like that with the given one's. */
  static List<Object> levels(Operator operator, Object value) {
    Level bound = Level.valueOf(constant(Field.LEVEL, value, Level.values()));
    List<Object> levels =
        Arrays.stream(Level.values())
            .filter(level -> operator.takes(compare(level, bound)))
            .<Object>map(Level::name)
            .toList();
    if (levels.isEmpty()) {
      throw new IllegalArgumentException(
          "level " + operator + " " + bound + ": there is no such level");
    }
    return levels;
  }

  private static int compare(Level level, Level bound) {
    return Boolean.compare(level.isAtLeast(bound), bound.isAtLeast(level));
  }

  private static Object id(Field field, Object value) {
    String text = value.toString().toLowerCase(Locale.ROOT);
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw wrong(field, "a UUID of 36 characters");
  }

  private static Object time(Field field, Object value) {
    try {
      Instant time =
          value instanceof Instant instant
              ? instant
              : OffsetDateTime.parse(value.toString()).toInstant();
      return EventFilter.micros(field.toString(), time.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      throw wrong(field, "a time with an offset, such as 2026-11-21T05:14:50Z");
    }
  }

  private static Object number(Field field, Object value) {
    if (value instanceof BigDecimal decimal && Numbers.isComparable(decimal)) {
      return decimal;
    }
    return Numbers.read(value.toString())
        .orElseThrow(() -> wrong(field, "a number of at most 64 digits"));
  }

  private static String constant(Field field, Object value, Enum<?>[] constants) {
    List<String> known = Arrays.stream(constants).map(Enum::name).toList();
    String name = value.toString().toUpperCase(Locale.ROOT);
    if (known.contains(name)) {
      return name;
    }
    throw wrong(
        field,
        "one of " + known.stream().collect(joining(", ")) + Suggestions.didYouMean(name, known));
  }

  private static String text(Field field, Operator operator, Object value) {
    String text = value.toString();
    if (!CodePoints.isStorable(text)) {
      throw wrong(
          field, "text without NUL and halves of surrogate pairs, which not every store has");
    }
    if (operator == Operator.CONTAINS && text.isEmpty()) {
      throw new IllegalArgumentException(field + " contains: needs a text to look for");
    }
    return text;
  }

  private static IllegalArgumentException wrong(Field field, String right) {
    return new IllegalArgumentException(field + ": must be compared with " + right);
  }
}
