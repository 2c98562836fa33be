package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.PercentilesAggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StatsAggregate;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.ResponseBody;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.sink.elasticsearch.Aggregation.Group;
import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the server measure the numbers of a field: their mean, and percentiles by its t-digest, which
 * are exact for few numbers, and otherwise off by at most 2 percent of the numbers' ranks.
 *
 * @param name the field of the index
 * @param unit how many of the field's units are one of the event's
 */
record Measuring(Scope scope, UsageQuery usage, String name, double unit) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int PAGE = 1_000;
  private static final int COMPRESSION = 200;
  private static final String GROUPS = "groups";
  private static final String STATS = "stats";
  private static final String PERCENTILES = "percentiles";

  /**
   * What is to be measured for a question; empty if nothing, or if no index may hold anything.
   *
   * @throws UnsupportedQueryException if the server has no numbers of that field
   */
  static Optional<Measuring> of(Scope scope, UsageQuery usage) {
    Field field = usage.measure();
    StoredTypes types = new StoredTypes(scope);
    if (field == null || !types.areAsked()) {
      return Optional.empty();
    }
    if (field.part() == Field.Part.DURATION_MS) {
      String name = FilterQuery.field(field.part());
      return Optional.of(new Measuring(scope, usage, name, NANOS_PER_MILLI));
    }
    if (types.find(field).filter(type -> type == FieldType.NUMBER).isEmpty()) {
      throw new UnsupportedQueryException(
          field
              + " cannot be measured: Elasticsearch has the numbers of duration_ms, and of data"
              + " fields that a registered schema gives the type integer or number, in indices that"
              + " were made with typed_fields: schema");
    }
    return Optional.of(new Measuring(scope, usage, StoredTypes.name(field), 1));
  }

  /** The rows of a question, each with its measurement. */
  List<UsageRow> measured(Query query, List<UsageRow> rows) {
    Map<Group, Measure> measures = new HashMap<>();
    if (Grouping.of(usage).isEmpty()) {
      ask(query, Map.of())
          .ifPresent(answer -> add(new Group(null, null, null), answer.aggregations(), measures));
    } else {
      measureGroups(query, measures);
    }
    return rows.stream().map(row -> row.with(measures.get(Group.of(row)))).toList();
  }

  private void measureGroups(Query query, Map<Group, Measure> measures) {
    Map<String, FieldValue> after = Map.of();
    do {
      Optional<CompositeAggregate> page =
          ask(query, after)
              .map(answer -> requireNonNull(answer.aggregations().get(GROUPS)).composite());
      page.ifPresent(
          groups ->
              groups
                  .buckets()
                  .array()
                  .forEach(group -> add(Aggregation.group(group), group.aggregations(), measures)));
      after = page.map(CompositeAggregate::afterKey).orElse(Map.of());
    } while (!after.isEmpty());
  }

  private Optional<? extends ResponseBody<?>> ask(Query query, Map<String, FieldValue> after) {
    SearchRequest.Builder body = new SearchRequest.Builder().query(query).size(0);
    Grouping grouping = Grouping.of(usage);
    if (grouping.isEmpty()) {
      body.aggregations(STATS, stats -> stats.stats(s -> s.field(name)))
          .aggregations(PERCENTILES, percentiles -> percentiles.percentiles(this::percentiles));
    } else {
      body.aggregations(
          GROUPS,
          groups ->
              groups
                  .composite(grouping.page(PAGE, after))
                  .aggregations(STATS, stats -> stats.stats(s -> s.field(name)))
                  .aggregations(
                      PERCENTILES, percentiles -> percentiles.percentiles(this::percentiles)));
    }
    return WholeSearch.ask(scope, body.build(), Void.class);
  }

  private PercentilesAggregation.Builder percentiles(PercentilesAggregation.Builder percentiles) {
    return percentiles
        .field(name)
        .keyed(true)
        .percents(50.0, 95.0)
        .tdigest(digest -> digest.compression(COMPRESSION));
  }

  private void add(Group group, Map<String, Aggregate> aggregates, Map<Group, Measure> measures) {
    StatsAggregate stats = requireNonNull(aggregates.get(STATS), "no statistics").stats();
    if (stats.count() > 0) {
      Map<String, String> percentiles =
          requireNonNull(aggregates.get(PERCENTILES), "no percentiles")
              .tdigestPercentiles()
              .values()
              .keyed();
      measures.put(
          group,
          new Measure(
              stats.count(),
              stats.sum() / stats.count() / unit,
              percentile(percentiles, "50.0"),
              percentile(percentiles, "95.0")));
    }
  }

  private double percentile(Map<String, String> percentiles, String name) {
    return Double.parseDouble(requireNonNull(percentiles.get(name), "no percentile")) / unit;
  }
}
