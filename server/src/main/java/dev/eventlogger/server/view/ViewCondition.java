package dev.eventlogger.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.text.TimeText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A column, an operator and values, as a parameter states them. Empty values do not count, as in
 * Gramex. Immutable.
 */
record ViewCondition(Field field, ViewOperator operator, List<String> values) {

  /** Compares values of one column: numbers, times, texts or ids. */
  private static final Comparator<Object> BY_VALUE =
      (one, other) -> {
        if (one instanceof BigDecimal number && other instanceof BigDecimal bound) {
          return number.compareTo(bound);
        }
        if (one instanceof Instant time && other instanceof Instant bound) {
          return time.compareTo(bound);
        }
        // By code point, as stores compare texts; ids compare as texts.
        return Arrays.compareUnsigned(
            one.toString().getBytes(UTF_8), other.toString().getBytes(UTF_8));
      };

  ViewCondition {
    values = values.stream().filter(value -> !value.isEmpty()).toList();
  }

  /**
   * Reads a parameter.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  static ViewCondition parse(String name, List<String> values) {
    ViewOperator operator = ViewOperator.of(name);
    String column = name.substring(0, name.length() - operator.suffix().length());
    if (column.indexOf('|') >= 0 && !column.endsWith("\"")) {
      throw new IllegalArgumentException(
          "no store can be asked for groups by what they add up to; filter events by their columns");
    }
    return new ViewCondition(Field.parse(column), operator, values);
  }

  /** Whether it bounds the time, for which a filter needs no condition. */
  boolean isTimeRange() {
    Operator asked = operator.operator();
    return field.equals(Field.CREATED_AT) && asked != null && asked.isRange();
  }

  /**
   * The condition for the store.
   *
   * @throws IllegalArgumentException if no store can answer that; the message says what can be
   *     asked
   */
  Condition condition(Instant now) {
    Operator asked = operator.operator();
    if (asked == null) {
      throw unknown();
    }
    if (values.isEmpty()) {
      return withoutValue(asked);
    }
    if (asked.isRange()) {
      return widest(asked, now);
    }
    if (asked == Operator.CONTAINS && values.size() > 1) {
      throw new IllegalArgumentException(
          "takes one text; no store can be asked for any of several");
    }
    return Condition.of(field, asked, values.stream().map(value -> value(value, now)).toArray());
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        operator == ViewOperator.CONTAINS_ANY_CASE
            ? "no store can be asked for a text whatever its capitals; write " + field + "~="
            : "no store can be asked for events without a text in a field; write "
                + field
                + "!= and the values that are not wanted");
  }

  /**
   * A parameter without a value asks whether the field exists; no store can be asked whether it is
   * absent.
   */
  private Condition withoutValue(Operator asked) {
    if (asked == Operator.EQUAL) {
      return Condition.of(field, Operator.EXISTS);
    }
    throw new IllegalArgumentException(
        asked == Operator.NOT_EQUAL
            ? "no store can be asked for events without a field; write "
                + field
                + " for those that have it, or "
                + field
                + "!= and values that are not wanted"
            : "needs a value");
  }

  /** The widest of several ranges, which includes the others. */
  private Condition widest(Operator asked, Instant now) {
    List<Object> bounds = bounds(now);
    List<Condition> ranges =
        bounds.stream().map(bound -> Condition.of(field, asked, bound)).toList();
    if (field.equals(Field.LEVEL)) {
      Stream<Object> levels = ranges.stream().flatMap(range -> range.values().stream());
      return Condition.equal(field, levels.distinct().toArray());
    }
    Comparator<Condition> byBound = Comparator.comparing(range -> range.values().get(0), BY_VALUE);
    return ranges.stream().min(operator.takesLeast() ? byBound : byBound.reversed()).orElseThrow();
  }

  /** The bounds as values; in data and context numbers if all are numbers, and texts if none is. */
  private List<Object> bounds(Instant now) {
    if (!field.part().isJson()) {
      return values.stream().map(value -> value(value, now)).toList();
    }
    List<Object> numbers =
        values.stream()
            .flatMap(value -> Condition.number(value).stream())
            .<Object>map(n -> n)
            .toList();
    if (!numbers.isEmpty() && numbers.size() < values.size()) {
      throw new IllegalArgumentException("needs values that are all numbers, or none of them");
    }
    return numbers.isEmpty() ? List.copyOf(values) : numbers;
  }

  private Object value(String text, Instant now) {
    return field.equals(Field.CREATED_AT) ? TimeText.parse(text, now, ZoneOffset.UTC) : text;
  }

  /** The bound of a range of times. */
  Instant time(Instant now) {
    return (Instant) condition(now).values().get(0);
  }

  /** The form in {@code _meta}: the column, the operator, and the values. */
  List<Object> toMeta() {
    return List.of(field.toString(), operator.suffix(), values);
  }
}
