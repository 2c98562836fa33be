package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.ResponseBody;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageCount;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the server count events by bucket, values and user, and sums these counts up: so users are
 * counted exactly, which the server's own cardinality count does not promise. For one thread; asks
 * page by page until it is over.
 */
final class Aggregation {

  static final String TIME = FilterQuery.field(Field.Part.CREATED_AT);

  private static final int PAGE = 10_000;
  private static final String USAGE = "usage";
  private static final String FIRST = "first";
  private static final String LAST = "last";
  // Numbers have different types in versions 8 and 9 of the client, so times are texts.
  private static final String MILLIS = "epoch_millis";

  private final UsageQuery usage;
  private final UsageCount count;
  private Map<String, FieldValue> after = Map.of();
  private boolean isOver;

  /**
   * Asks for nothing yet.
   *
   * @param count gets the counts
   */
  Aggregation(UsageQuery usage, UsageCount count) {
    this.usage = usage;
    this.count = count;
  }

  boolean isOver() {
    return isOver;
  }

  /** The request for the next page. */
  SearchRequest next(Query query) {
    return SearchRequest.of(
        search ->
            search
                .query(query)
                .size(0)
                .aggregations(
                    USAGE,
                    aggregation ->
                        aggregation
                            .composite(Grouping.of(usage).withUser().page(PAGE, after))
                            .aggregations(FIRST, f -> f.min(min -> min.field(TIME).format(MILLIS)))
                            .aggregations(
                                LAST, l -> l.max(max -> max.field(TIME).format(MILLIS)))));
  }

  /** Takes the answer to that request. */
  void take(ResponseBody<?> answer) {
    CompositeAggregate page =
        requireNonNull(answer.aggregations().get(USAGE), "the answer has no counts").composite();
    page.buckets().array().forEach(this::add);
    after = page.afterKey();
    isOver = after.isEmpty();
  }

  private void add(CompositeBucket bucket) {
    count.add(
        group(bucket)
            .with(
                bucket.docCount(),
                time(aggregate(bucket, FIRST).min().valueAsString()),
                time(aggregate(bucket, LAST).max().valueAsString())),
        text(bucket.key().get(Grouping.USER)));
  }

  private static Aggregate aggregate(CompositeBucket bucket, String name) {
    return requireNonNull(bucket.aggregations().get(name), "a bucket without " + name);
  }

  /** A time, which the server has rounded down to a millisecond. */
  private static Instant time(@Nullable String millis) {
    return Instant.ofEpochMilli(Long.parseLong(requireNonNull(millis, "an event without a time")));
  }

  /** What the events of one of the server's buckets have in common. */
  record Group(@Nullable Instant bucket, @Nullable String value, @Nullable String thenValue) {

    static Group of(UsageRow row) {
      return new Group(row.bucket(), row.value(), row.thenValue());
    }

    private UsageRow with(long events, Instant first, Instant last) {
      return new UsageRow(bucket, value, thenValue, events, 0, first, last, null);
    }
  }

  static Group group(CompositeBucket bucket) {
    FieldValue start = bucket.key().get(Grouping.BUCKET);
    return new Group(
        start == null ? null : Instant.ofEpochMilli(start.longValue()),
        text(bucket.key().get(Grouping.VALUE)),
        text(bucket.key().get(Grouping.THEN)));
  }

  private static @Nullable String text(@Nullable FieldValue value) {
    return value == null || value.isNull() ? null : value.stringValue();
  }
}
