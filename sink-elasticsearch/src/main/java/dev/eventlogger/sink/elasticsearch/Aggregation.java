package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the server count events by bucket, value and user, of which the counts asked for are sums: so
 * users are counted exactly, which the server's own count of different values does not promise.
 */
final class Aggregation {

  private static final int PAGE = 10_000;
  private static final String BUCKET = "bucket";
  private static final String VALUE = "value";
  private static final String USER = "user";

  private final ElasticsearchClient client;
  private final String indices;
  private final UsageQuery usage;

  Aggregation(ElasticsearchClient client, String indices, UsageQuery usage) {
    this.client = client;
    this.indices = indices;
    this.usage = usage;
  }

  void count(Query query, UsageCount count) {
    Map<String, FieldValue> after = Map.of();
    do {
      CompositeAggregate page = page(query, after);
      page.buckets().array().forEach(bucket -> add(bucket, count));
      after = page.afterKey();
    } while (!after.isEmpty());
  }

  private static void add(CompositeBucket bucket, UsageCount count) {
    FieldValue start = bucket.key().get(BUCKET);
    count.add(
        start == null ? null : Instant.ofEpochMilli(start.longValue()),
        text(bucket.key().get(VALUE)),
        text(bucket.key().get(USER)),
        bucket.docCount());
  }

  private static @Nullable String text(@Nullable FieldValue value) {
    return value == null || value.isNull() ? null : value.stringValue();
  }

  private CompositeAggregate page(Query query, Map<String, FieldValue> after) {
    return Requests.answer(indices, () -> ask(query, after));
  }

  private CompositeAggregate ask(Query query, Map<String, FieldValue> after) throws IOException {
    Map<String, Aggregate> aggregations =
        client
            .search(
                search ->
                    search
                        .index(indices)
                        .allowNoIndices(true)
                        .ignoreUnavailable(true)
                        .query(query)
                        .size(0)
                        .aggregations(
                            "usage",
                            aggregation ->
                                aggregation.composite(
                                    composite -> {
                                      composite.size(PAGE).sources(sources());
                                      return after.isEmpty() ? composite : composite.after(after);
                                    })),
                Void.class)
            .aggregations();
    return requireNonNull(aggregations.get("usage"), "the answer has no counts").composite();
  }

  private List<Map<String, CompositeAggregationSource>> sources() {
    List<Map<String, CompositeAggregationSource>> sources = new ArrayList<>();
    Bucket bucket = usage.bucket();
    if (bucket != null) {
      String field = FilterQuery.field(Field.Part.CREATED_AT);
      String span = bucket.name().toLowerCase(Locale.ROOT);
      sources.add(
          Map.of(
              BUCKET,
              CompositeAggregationSource.of(
                  source ->
                      source.dateHistogram(
                          dates -> dates.field(field).calendarInterval(i -> i.time(span))))));
    }
    if (usage.by() != null) {
      sources.add(Map.of(VALUE, terms(FilterQuery.field(usage.by().part()))));
    }
    sources.add(Map.of(USER, terms(FilterQuery.field(Field.Part.UID))));
    return sources;
  }

  private static CompositeAggregationSource terms(String field) {
    return CompositeAggregationSource.of(
        source -> source.terms(terms -> terms.field(field).missingBucket(true)));
  }
}
