package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregation;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys by which the server groups events when it counts them. Immutable, thread-safe.
 *
 * @param sources in JSON, since versions 8 and 9 of the client have different types for them
 */
record Grouping(List<String> sources) {

  static final String BUCKET = "bucket";
  static final String VALUE = "value";
  static final String THEN = "then";
  static final String USER = "user";

  /** The keys that distinguish the rows of a question; empty if it has a single row. */
  static Grouping of(UsageQuery usage) {
    List<String> sources = new ArrayList<>();
    Bucket bucket = usage.bucket();
    if (bucket != null) {
      sources.add(
          "{\""
              + BUCKET
              + "\":{\"date_histogram\":{\"field\":\""
              + Aggregation.TIME
              + "\",\"calendar_interval\":\""
              + bucket.name().toLowerCase(Locale.ROOT)
              + "\"}}}");
    }
    if (usage.by() != null) {
      sources.add(terms(VALUE, usage.by().part()));
    }
    if (usage.thenBy() != null) {
      sources.add(terms(THEN, usage.thenBy().part()));
    }
    return new Grouping(List.copyOf(sources));
  }

  private static String terms(String name, Field.Part part) {
    return "{\""
        + name
        + "\":{\"terms\":{\"field\":\""
        + FilterQuery.field(part)
        + "\",\"missing_bucket\":true}}}";
  }

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** The same keys, and the user. */
  Grouping withUser() {
    return new Grouping(
        Stream.concat(sources.stream(), Stream.of(terms(USER, Field.Part.UID))).toList());
  }

  /**
   * A page of the groups.
   *
   * @param after the key of the last group of the previous page; empty for the first page
   */
  CompositeAggregation page(int size, Map<String, FieldValue> after) {
    String json = "{\"sources\":[" + String.join(",", sources) + "]}";
    CompositeAggregation.Builder page =
        new CompositeAggregation.Builder().withJson(new StringReader(json)).size(size);
    return after.isEmpty() ? page.build() : page.after(after).build();
  }
}
