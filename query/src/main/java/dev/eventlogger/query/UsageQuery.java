package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A question for counts: of all events that a filter selects, for each span of time, for each value
 * of a field or pair of values of two fields, or for each of these in each span.
 *
 * <p>A row stands for a bucket and values that at least one event has; without a bucket and a field
 * there is exactly one row, even if no event was found. An event counts once for every text that
 * one of the field's {@linkplain Field#scalars scalars} has ({@code String.valueOf}), and under
 * null if there is no scalar; for two fields, once for each pair. Equal numbers that are written
 * differently, such as 5 and 5.0, may be one row or two.
 *
 * <p>Rows come by bucket, the earliest first, then by events, the most first, then by the values,
 * by code point and null last.
 *
 * @param filter which events
 * @param bucket the span of time; null for one row for all of it
 * @param by the field, one that {@link Field#isCountable}; null to count all values together
 * @param thenBy a second one, other than the first; null for none
 * @param measure the field whose numbers are measured, one that {@link Field#isMeasurable}: every
 *     number among its scalars, and no text that looks like one; null to measure none. A store may
 *     answer with percentiles that are up to 2 percent off, if it documents that
 * @param limit the most rows of each bucket, the first ones in the order; 1 to 10,000. Without
 *     {@code by} it has no effect
 */
public record UsageQuery(
    EventFilter filter,
    @Nullable Bucket bucket,
    @Nullable Field by,
    @Nullable Field thenBy,
    @Nullable Field measure,
    int limit) {

  /** The most rows that a store answers with; it refuses a query that would have more. */
  public static final int MOST_ROWS = 10_000;

  /** The default number of values. */
  public static final int DEFAULT_LIMIT = 20;

  public UsageQuery {
    requireNonNull(filter, "filter");
    requireCountable(by);
    requireCountable(thenBy);
    if (thenBy != null && (by == null || by.equals(thenBy))) {
      throw new IllegalArgumentException(
          "thenBy: must be a second field, beside another that events are counted by");
    }
    if (measure != null && !measure.isMeasurable()) {
      throw new IllegalArgumentException(
          measure + " has no numbers; measure duration_ms, data or context");
    }
    if (limit < 1 || limit > MOST_ROWS) {
      throw new IllegalArgumentException(
          "limit: must be from 1 to " + MOST_ROWS + ", not " + limit);
    }
  }

  /** A question by one field or none, without a measure. */
  public UsageQuery(EventFilter filter, @Nullable Bucket bucket, @Nullable Field by, int limit) {
    this(filter, bucket, by, null, null, limit);
  }

  /** The same question about other events, without buckets. */
  public UsageQuery within(EventFilter other) {
    return new UsageQuery(other, null, by, thenBy, measure, limit);
  }

  private static void requireCountable(@Nullable Field field) {
    if (field != null && !field.isCountable()) {
      throw new IllegalArgumentException(
          "events cannot be counted by "
              + field
              + "; count by a text, the type, the level, data or context");
    }
  }

  /** The question how many events there are, and of how many users. */
  public static UsageQuery of(EventFilter filter) {
    return new UsageQuery(filter, null, null, DEFAULT_LIMIT);
  }

  /** What a store throws if there are more than {@link #MOST_ROWS}. */
  public static UnsupportedQueryException tooManyRows() {
    return new UnsupportedQueryException(
        "the counts have more than "
            + MOST_ROWS
            + " rows; ask for a shorter time, a longer bucket or fewer values");
  }
}
