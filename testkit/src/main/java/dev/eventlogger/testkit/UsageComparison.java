package dev.eventlogger.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a store's counts with the right ones, as precisely as the store promises. Immutable.
 *
 * @param tolerance how far a percentile may be from its place, as a fraction of all numbers
 * @param times the unit that the first and the last time are truncated to
 */
record UsageComparison(double tolerance, ChronoUnit times) {

  private static final double ROUNDING = 1e-9;

  void compare(List<UsageRow> rows, Collection<Event> events, UsageQuery query) {
    String what = what(query);
    List<UsageRow> right = Reference.usage(events, query, 0);
    assertThat(rows.stream().map(this::counts).toList())
        .as(what)
        .isEqualTo(right.stream().map(this::counts).toList());
    List<UsageRow> low = Reference.usage(events, query, -tolerance);
    List<UsageRow> high = Reference.usage(events, query, tolerance);
    for (int i = 0; i < right.size(); i++) {
      Measure measure = rows.get(i).measure();
      String where = what + ", of " + counts(right.get(i));
      assertThat(measure == null)
          .as("nothing measured, " + where)
          .isEqualTo(right.get(i).measure() == null);
      if (measure != null) {
        compare(measure, right.get(i), where);
        compare(measure, low.get(i), high.get(i), where);
      }
    }
  }

  private static String what(UsageQuery query) {
    return "usage by "
        + query.bucket()
        + ", "
        + query.by()
        + " and "
        + query.thenBy()
        + ", of "
        + query.measure()
        + ", at most "
        + query.limit();
  }

  private UsageRow counts(UsageRow row) {
    return new UsageRow(
        row.bucket(),
        row.value(),
        row.thenValue(),
        row.events(),
        row.users(),
        cut(row.first()),
        cut(row.last()),
        null);
  }

  private @Nullable Instant cut(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(times);
  }

  private static void compare(Measure measure, UsageRow right, String where) {
    Measure expected = requireNonNull(right.measure());
    assertThat(measure.count()).as("numbers, " + where).isEqualTo(expected.count());
    assertThat(measure.mean())
        .as("mean, " + where)
        .isCloseTo(expected.mean(), within(rounding(expected.mean())));
  }

  private static void compare(Measure measure, UsageRow low, UsageRow high, String where) {
    Measure least = requireNonNull(low.measure());
    Measure most = requireNonNull(high.measure());
    isBetween(measure.median(), least.median(), most.median(), "median, " + where);
    isBetween(
        measure.percentile95(),
        least.percentile95(),
        most.percentile95(),
        "95th percentile, " + where);
  }

  private static void isBetween(double found, double low, double high, String what) {
    assertThat(found).as(what).isBetween(low - rounding(low), high + rounding(high));
  }

  private static double rounding(double number) {
    return ROUNDING * Math.max(1, Math.abs(number));
  }
}
