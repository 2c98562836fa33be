package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.Set;

/**
 * A query of the server that finds all events that are asked for, and perhaps others. Immutable.
 *
 * @param query finds at least those
 * @param isExact whether it finds no others, as long as none of {@code fields} was passed over in
 *     an event because its value is too long or too large
 * @param fields the fields that it looks at
 */
record Candidates(Query query, boolean isExact, Set<String> fields) {

  /** Every event. */
  static final Candidates ALL =
      new Candidates(Query.of(q -> q.matchAll(all -> all)), true, Set.of());

  /** No event. */
  static final Candidates NONE =
      new Candidates(Query.of(q -> q.matchNone(none -> none)), true, Set.of());

  /** What a query finds, and no other event. */
  static Candidates exactly(Query query, String... fields) {
    return new Candidates(query, true, Set.of(fields));
  }

  /** What a query finds, of which each has to be looked at. */
  static Candidates among(Query query) {
    return new Candidates(query, false, Set.of());
  }

  /** All others; everything where it is not known exactly which these are. */
  Candidates not() {
    return isExact
        ? new Candidates(Query.of(q -> q.bool(bool -> bool.mustNot(query))), true, fields)
        : among(ALL.query());
  }
}
