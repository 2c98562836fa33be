package dev.eventlogger.cli;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Spans;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts that answer a question, and whether there are values beyond its limit.
 *
 * @param isCut whether a span has more values, or, if the store cannot answer for one more than
 *     asked, may have
 */
record UsageAnswer(List<UsageRow> rows, boolean isCut) {

  UsageAnswer {
    rows = List.copyOf(rows);
  }

  /** Asks a store. */
  static UsageAnswer of(
      EventStore store, Spans spans, UsageQuery query, Cancellation cancellation) {
    if (query.by() == null) {
      return new UsageAnswer(spans.count(store, query, cancellation), false);
    }
    int limit = query.limit();
    if (limit < UsageQuery.MOST_ROWS) {
      try {
        UsageQuery oneMore = withLimit(query, limit + 1);
        return cut(spans.count(store, oneMore, cancellation), limit, limit);
      } catch (UnsupportedQueryException e) {
        // Perhaps one more of each is too many rows; any other problem shows again below.
      }
    }
    return cut(spans.count(store, query, cancellation), limit, limit - 1);
  }

  private static UsageQuery withLimit(UsageQuery query, int limit) {
    return new UsageQuery(
        query.filter(), query.bucket(), query.by(), query.thenBy(), query.measure(), limit);
  }

  /** The first rows of each span; cut if one has more than {@code full}. */
  private static UsageAnswer cut(List<UsageRow> counted, int limit, int full) {
    Map<@Nullable Instant, Integer> sizes = new HashMap<>();
    List<UsageRow> rows = new ArrayList<>();
    boolean isCut = false;
    for (UsageRow row : counted) {
      int size = sizes.merge(row.bucket(), 1, Integer::sum);
      isCut |= size > full;
      if (size <= limit) {
        rows.add(row);
      }
    }
    return new UsageAnswer(rows, isCut);
  }

  /** How many events were counted; an event with several values counts for each. */
  long events() {
    return rows.stream().mapToLong(UsageRow::events).sum();
  }
}
