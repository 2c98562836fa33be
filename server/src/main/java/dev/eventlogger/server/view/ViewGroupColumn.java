package dev.eventlogger.server.view;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.text.ShownText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of groups. Immutable.
 *
 * @param name as in the question: {@code name}, {@code duration_ms|avg}
 * @param measured the field whose numbers it summarizes; null for none
 * @param value computes the value of a group; null if it has none
 */
public record ViewGroupColumn(
    String name, @Nullable Field measured, Function<UsageRow, @Nullable Object> value) {

  private static final Map<String, Function<Measure, Object>> OF_NUMBERS =
      Map.of(
          "avg", Measure::mean,
          "average", Measure::mean,
          "mean", Measure::mean,
          "median", Measure::median,
          "p95", Measure::percentile95);

  private static final Map<String, Function<UsageRow, @Nullable Object>> OF_EVENTS =
      Map.of(
          "id|count", UsageRow::events,
          "events|sum", UsageRow::events,
          "uid|nunique", UsageRow::users,
          "created_at|min", UsageRow::first,
          "created_at|max", UsageRow::last);

  /**
   * Reads a column with its aggregate: {@code id|count}, {@code duration_ms|median}.
   *
   * @throws IllegalArgumentException if there is no such column, or stores do not compute that
   */
  static ViewGroupColumn parse(String text) {
    int bar = text.lastIndexOf('|');
    String word = text.substring(bar + 1).toLowerCase(Locale.ROOT);
    if (bar < 0) {
      throw unknown(text);
    }
    String column = text.substring(0, bar);
    Function<UsageRow, @Nullable Object> ofEvents = OF_EVENTS.get(column + "|" + word);
    if (ofEvents != null) {
      return new ViewGroupColumn(text, null, ofEvents);
    }
    Field field = Field.parse(column);
    Function<Measure, Object> ofNumbers = OF_NUMBERS.get(word);
    if (ofNumbers == null || !field.isMeasurable()) {
      throw unknown(text);
    }
    return new ViewGroupColumn(
        text, field, row -> row.measure() == null ? null : ofNumbers.apply(row.measure()));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        ShownText.of(text)
            + " is not counted; with _by there is "
            + String.join(", ", List.of("id|count", "uid|nunique", "created_at|min"))
            + ", created_at|max, and avg, median and p95 of duration_ms, data or context, such as"
            + " duration_ms|avg");
  }

  Optional<Field> measuredField() {
    return Optional.ofNullable(measured);
  }
}
