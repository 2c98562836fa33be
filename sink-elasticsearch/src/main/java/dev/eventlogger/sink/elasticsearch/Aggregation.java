package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.msearch.MultisearchBody;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the server count events by bucket, value and user, of which the counts asked for are sums: so
 * users are counted exactly, which the server's own count of different values does not promise.
 */
final class Aggregation {

  private static final int PAGE = 10_000;
  private static final String TIME = FilterQuery.field(Field.Part.CREATED_AT);
  private static final String USAGE = "usage";
  private static final String BUCKET = "bucket";
  private static final String VALUE = "value";
  private static final String THEN = "then";
  private static final String USER = "user";
  private static final String FIRST = "first";
  private static final String LAST = "last";

  private final Scope scope;
  private final UsageQuery usage;

  Aggregation(Scope scope, UsageQuery usage) {
    this.scope = scope;
    this.usage = usage;
  }

  void count(Query query, UsageCount count) {
    Map<String, FieldValue> after = Map.of();
    do {
      Optional<CompositeAggregate> page = page(query, after);
      page.ifPresent(counts -> counts.buckets().array().forEach(bucket -> add(bucket, count)));
      after = page.map(CompositeAggregate::afterKey).orElse(Map.of());
    } while (!after.isEmpty());
  }

  private static Aggregate aggregate(CompositeBucket bucket, String name) {
    return requireNonNull(bucket.aggregations().get(name), "a bucket without " + name);
  }

  private static void add(CompositeBucket bucket, UsageCount count) {
    FieldValue start = bucket.key().get(BUCKET);
    count.add(
        new UsageRow(
            start == null ? null : Instant.ofEpochMilli(start.longValue()),
            text(bucket.key().get(VALUE)),
            text(bucket.key().get(THEN)),
            bucket.docCount(),
            0,
            time(aggregate(bucket, FIRST).min().value()),
            time(aggregate(bucket, LAST).max().value()),
            null),
        text(bucket.key().get(USER)));
  }

  /** The server rounds it down to a millisecond. */
  private static Instant time(Double millis) {
    return Instant.ofEpochMilli(millis.longValue());
  }

  private static @Nullable String text(@Nullable FieldValue value) {
    return value == null || value.isNull() ? null : value.stringValue();
  }

  /** Empty if there is no index to count in. */
  private Optional<CompositeAggregate> page(Query query, Map<String, FieldValue> after) {
    MultisearchBody body =
        MultisearchBody.of(
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
                                      composite.size(PAGE).sources(sources());
                                      return after.isEmpty() ? composite : composite.after(after);
                                    })
                                .aggregations(FIRST, first -> first.min(min -> min.field(TIME)))
                                .aggregations(LAST, last -> last.max(max -> max.field(TIME)))));
    return WholeSearch.ask(scope, body, Void.class)
        .map(
            answer ->
                requireNonNull(answer.aggregations().get(USAGE), "the answer has no counts")
                    .composite());
  }

  private List<Map<String, CompositeAggregationSource>> sources() {
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
      sources.add(Map.of(VALUE, terms(FilterQuery.field(usage.by().part()))));
    }
    if (usage.thenBy() != null) {
      sources.add(Map.of(THEN, terms(FilterQuery.field(usage.thenBy().part()))));
    }
    sources.add(Map.of(USER, terms(FilterQuery.field(Field.Part.UID))));
    return sources;
  }

  private static CompositeAggregationSource terms(String field) {
    return CompositeAggregationSource.of(
        source -> source.terms(terms -> terms.field(field).missingBucket(true)));
  }
}
