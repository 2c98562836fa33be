package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A question for counts: of all events of a filter, for each span of time, for each value of a
 * field, or for each value in each span.
 *
 * <p>A row stands for a bucket and a value that at least one event has; without a bucket and a
 * field there is one row, also for no event at all. An event counts once for every text that one of
 * the field's {@linkplain Field#scalars scalars} has ({@code String.valueOf}), and under null if
 * there is no scalar. Numbers of one value that are written differently, as 5 and 5.0, may be one
 * row or two.
 *
 * <p>Rows come by bucket, the earliest first, then by events, the most first, then by value, by
 * code point and null last.
 *
 * @param filter which events
 * @param bucket the span of time; null for one row for all of it
 * @param by the field, one that {@link Field#isCountable}; null to tell no values apart
 * @param limit the most values of each bucket, which are the first in the order; 1 to 10,000.
 *     Without {@code by} it has no effect
 */
public record UsageQuery(
    EventFilter filter, @Nullable Bucket bucket, @Nullable Field by, int limit) {

  /** The most rows that a store answers with; it refuses a query that has more. */
  public static final int MOST_ROWS = 10_000;

  /** The number of values where nothing else is said. */
  public static final int DEFAULT_LIMIT = 20;

  public UsageQuery {
    requireNonNull(filter, "filter");
    if (by != null && !by.isCountable()) {
      throw new IllegalArgumentException(
          "events cannot be counted by "
              + by
              + "; count by a text, the type, the level, data or context");
    }
    if (limit < 1 || limit > MOST_ROWS) {
      throw new IllegalArgumentException(
          "limit: must be from 1 to " + MOST_ROWS + ", not " + limit);
    }
  }

  /** How many events, and of how many users. */
  public static UsageQuery of(EventFilter filter) {
    return new UsageQuery(filter, null, null, DEFAULT_LIMIT);
  }

  /** What a store says where there are more than {@link #MOST_ROWS}. */
  public static UnsupportedQueryException tooManyRows() {
    return new UnsupportedQueryException(
        "the counts have more than "
            + MOST_ROWS
            + " rows; ask for a shorter time, a longer bucket or fewer values");
  }
}
