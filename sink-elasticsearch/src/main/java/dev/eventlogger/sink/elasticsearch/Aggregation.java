package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.msearch.MultisearchBody;
import co.elastic.clients.elasticsearch.core.search.ResponseBody;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageCount;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the server count events by bucket, values and user, of which the counts asked for are sums:
 * so users are counted exactly, which the server's own count of different values does not promise.
 * For one thread; asks page by page until it is over.
 */
final class Aggregation {

  static final String TIME = FilterQuery.field(Field.Part.CREATED_AT);

  private static final int PAGE = 10_000;
  private static final String USAGE = "usage";
  private static final String BUCKET = "bucket";
  private static final String VALUE = "value";
  private static final String THEN = "then";
  private static final String USER = "user";
  private static final String FIRST = "first";
  private static final String LAST = "last";

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

  /** What gives the next page. */
  MultisearchBody next(Query query) {
    return MultisearchBody.of(
        search ->
            search
                .query(query)
                .size(0)
                .aggregations(
                    USAGE,
                    aggregation ->
                        aggregation
                            .composite(
                                composite -> {
                                  composite.size(PAGE).sources(sourcesWithUser());
                                  return after.isEmpty() ? composite : composite.after(after);
                                })
                            .aggregations(FIRST, first -> first.min(min -> min.field(TIME)))
                            .aggregations(LAST, last -> last.max(max -> max.field(TIME)))));
  }

  /** Takes the answer to that. */
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
                time(aggregate(bucket, FIRST).min().value()),
                time(aggregate(bucket, LAST).max().value())),
        text(bucket.key().get(USER)));
  }

  private static Aggregate aggregate(CompositeBucket bucket, String name) {
    return requireNonNull(bucket.aggregations().get(name), "a bucket without " + name);
  }

  /** The server rounds it down to a millisecond. */
  private static Instant time(@Nullable Double millis) {
    return Instant.ofEpochMilli(requireNonNull(millis, "an event without a time").longValue());
  }

  /** What the events of a bucket of the server's have in common. */
  record Group(@Nullable Instant bucket, @Nullable String value, @Nullable String thenValue) {

    static Group of(UsageRow row) {
      return new Group(row.bucket(), row.value(), row.thenValue());
    }

    private UsageRow with(long events, Instant first, Instant last) {
      return new UsageRow(bucket, value, thenValue, events, 0, first, last, null);
    }
  }

  static Group group(CompositeBucket bucket) {
    FieldValue start = bucket.key().get(BUCKET);
    return new Group(
        start == null ? null : Instant.ofEpochMilli(start.longValue()),
        text(bucket.key().get(VALUE)),
        text(bucket.key().get(THEN)));
  }

  private static @Nullable String text(@Nullable FieldValue value) {
    return value == null || value.isNull() ? null : value.stringValue();
  }

  /** By what the rows of a question are told apart; empty if it has one row. */
  static List<Map<String, CompositeAggregationSource>> sources(UsageQuery usage) {
    List<Map<String, CompositeAggregationSource>> sources = new ArrayList<>();
    Bucket bucket = usage.bucket();
    if (bucket != null) {
      String span = bucket.name().toLowerCase(Locale.ROOT);
      sources.add(
          Map.of(
              BUCKET,
              CompositeAggregationSource.of(
                  source ->
                      source.dateHistogram(
                          dates -> dates.field(TIME).calendarInterval(i -> i.time(span))))));
    }
    if (usage.by() != null) {
      sources.add(Map.of(VALUE, terms(usage.by().part())));
    }
    if (usage.thenBy() != null) {
      sources.add(Map.of(THEN, terms(usage.thenBy().part())));
    }
    return sources;
  }

  private List<Map<String, CompositeAggregationSource>> sourcesWithUser() {
    List<Map<String, CompositeAggregationSource>> sources = sources(usage);
    sources.add(Map.of(USER, terms(Field.Part.UID)));
    return sources;
  }

  private static CompositeAggregationSource terms(Field.Part part) {
    String field = FilterQuery.field(part);
    return CompositeAggregationSource.of(
        source -> source.terms(terms -> terms.field(field).missingBucket(true)));
  }
}
