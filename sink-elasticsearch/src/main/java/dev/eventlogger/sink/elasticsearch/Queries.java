package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.UntypedRangeQuery;
import co.elastic.clients.json.JsonData;
import dev.eventlogger.query.Operator;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Builds the queries of the server that the store needs. */
final class Queries {

  private Queries() {}

  static Query terms(String field, Collection<?> values) {
    List<FieldValue> terms = values.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(field).terms(list -> list.value(terms))));
  }

  static Query term(String field, Object value) {
    return terms(field, List.of(value));
  }

  static Query prefix(String field, String start) {
    return Query.of(q -> q.prefix(p -> p.field(field).value(start)));
  }

  static Query exists(String field) {
    return Query.of(q -> q.exists(e -> e.field(field)));
  }

  /** Matches texts that contain another one, code point by code point. */
  static Query contains(String field, String part) {
    String pattern = "*" + part.replaceAll("([*?\\\\])", "\\\\$1") + "*";
    return Query.of(q -> q.wildcard(w -> w.field(field).value(pattern)));
  }

  static Query range(String field, Operator operator, Object bound) {
    JsonData value = JsonData.of(bound);
    UntypedRangeQuery.Builder range = new UntypedRangeQuery.Builder().field(field);
    switch (operator) {
      case LESS -> range.lt(value);
      case AT_MOST -> range.lte(value);
      case GREATER -> range.gt(value);
      case AT_LEAST -> range.gte(value);
      default -> throw new IllegalArgumentException(operator + " is no range");
    }
    return Query.of(q -> q.range(r -> r.untyped(range.build())));
  }

  static Query any(Query... queries) {
    return any(Arrays.asList(queries));
  }

  static Query any(List<Query> queries) {
    return Query.of(q -> q.bool(bool -> bool.should(queries).minimumShouldMatch("1")));
  }

  static Query all(List<Query> queries) {
    return Query.of(q -> q.bool(bool -> bool.filter(queries)));
  }
}
