package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchItem;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageCount;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the events of a filter: on the server where possible, with all such questions in one
 * request; otherwise here, in one pass over the events for all other questions. For one thread.
 */
final class UsageSearch {

  private final Scope scope;
  private final EventFilter filter;
  private final Candidates candidates;

  UsageSearch(Scope scope, EventFilter filter, Candidates candidates) {
    this.scope = scope;
    this.filter = filter;
    this.candidates = candidates;
  }

  /** The answers to some questions, all with the same filter, in their order. */
  List<List<UsageRow>> count(List<UsageQuery> queries) {
    Map<UsageQuery, Optional<Measuring>> measuring = new LinkedHashMap<>();
    Map<UsageQuery, UsageCount> counts = new LinkedHashMap<>();
    for (UsageQuery query : queries) {
      measuring.put(query, Measuring.of(scope, query));
      counts.put(query, new UsageCount(query, UsageCount.MOST_KEPT / queries.size()));
    }
    List<UsageQuery> there = there(queries);
    countThere(there, counts);
    List<UsageQuery> here = new ArrayList<>(queries);
    here.removeAll(there);
    countHere(here.stream().map(counts::get).filter(Objects::nonNull).toList());
    List<List<UsageRow>> rows = new ArrayList<>();
    counts.forEach(
        (query, count) ->
            rows.add(
                measuring
                    .getOrDefault(query, Optional.empty())
                    .filter(unused -> there.contains(query))
                    .map(measure -> measure.measured(candidates.query(), count.rows()))
                    .orElseGet(count::rows)));
    return rows;
  }

  /**
   * The questions that involve no data, and no value that was not indexed, so that the server can
   * count.
   */
  private List<UsageQuery> there(List<UsageQuery> queries) {
    List<UsageQuery> there =
        candidates.isExact()
            ? queries.stream().filter(q -> values(q).noneMatch(f -> f.part().isJson())).toList()
            : List.of();
    if (there.isEmpty()) {
      return there;
    }
    Set<String> fields = new HashSet<>(candidates.fields());
    fields.add(FilterQuery.field(Field.Part.UID));
    for (UsageQuery query : there) {
      values(query).forEach(field -> fields.add(FilterQuery.field(field.part())));
      if (query.measure() != null && !query.measure().part().isJson()) {
        fields.add(FilterQuery.field(query.measure().part()));
      }
    }
    Query passedOver =
        Queries.all(List.of(candidates.query(), Queries.terms(FilterQuery.IGNORED, fields)));
    long count =
        WholeSearch.count(
            scope.cluster(), scope.destination(), scope.names(), passedOver, scope.cancellation());
    return count == 0 ? there : List.of();
  }

  private static Stream<Field> values(UsageQuery query) {
    return Stream.of(query.by(), query.thenBy()).filter(Objects::nonNull);
  }

  private void countThere(List<UsageQuery> queries, Map<UsageQuery, UsageCount> counts) {
    List<Aggregation> open = new ArrayList<>();
    for (UsageQuery query : queries) {
      open.add(new Aggregation(query, Objects.requireNonNull(counts.get(query))));
    }
    while (!open.isEmpty()) {
      List<MultiSearchItem<Void>> answers =
          WholeSearch.askAll(
              scope, open.stream().map(each -> each.next(candidates.query())).toList(), Void.class);
      if (answers.isEmpty()) {
        return; // there is no index to count in
      }
      for (int i = 0; i < open.size(); i++) {
        open.get(i).take(answers.get(i));
      }
      open.removeIf(Aggregation::isOver);
    }
  }

  private void countHere(List<UsageCount> counts) {
    if (counts.isEmpty()) {
      return;
    }
    Search search = new Search(scope, candidates, filter, new Sort(Field.ID, true), null);
    while (!search.isOver()) {
      search.next(Integer.MAX_VALUE).forEach(event -> counts.forEach(count -> count.add(event)));
    }
  }
}
