package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.Set;

/**
 * A query of the server that finds all events asked for, and perhaps others. Immutable.
 *
 * @param query finds at least those
 * @param isExact whether it finds no others, provided that no event has a value in {@code fields}
 *     that is too long or too large to be indexed
 * @param fields the fields that it looks at
 */
record Candidates(Query query, boolean isExact, Set<String> fields) {

  /** Every event. */
  static final Candidates ALL =
      new Candidates(Query.of(q -> q.matchAll(all -> all)), true, Set.of());

  /** No event. */
  static final Candidates NONE =
      new Candidates(Query.of(q -> q.matchNone(none -> none)), true, Set.of());

  /** Exactly the events that a query finds. */
  static Candidates exactly(Query query, String... fields) {
    return new Candidates(query, true, Set.of(fields));
  }

  /** The events that a query finds, each of which has to be checked. */
  static Candidates among(Query query) {
    return new Candidates(query, false, Set.of());
  }

  /** All other events; every event if it is not known exactly which these are. */
  Candidates not() {
    return isExact
        ? new Candidates(Query.of(q -> q.bool(bool -> bool.mustNot(query))), true, fields)
        : among(ALL.query());
  }
}
