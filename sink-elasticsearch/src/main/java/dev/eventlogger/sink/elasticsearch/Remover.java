package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.sink.elasticsearch.OwnIndices.OwnIndex;
import java.time.Instant;
import java.util.List;

/**
 * Deletes documents: whole indices where possible, otherwise a chunk at a time by their ids, which
 * works on every server, with the pauses that the removal asks for. For one thread.
 */
final class Remover {

  private static final String ID = FilterQuery.field(Field.Part.ID);
  private static final int NOT_FOUND = 404;

  private final Scope scope;
  private final Cluster cluster;
  private final Removal removal;
  private long removed;

  /** Removes from the indices that a question found. */
  Remover(Scope scope, Removal removal) {
    this.scope = scope;
    cluster = scope.cluster();
    this.removal = removal;
  }

  /** How many documents a query finds, including those written a moment ago. */
  long count(Query query) {
    refresh();
    return IndexGoneException.outlast(() -> count(scope.names(), query), scope::look);
  }

  /** Deletes the indices that end before a time and hold only events that a query finds. */
  void deleteIndices(Instant before, Query query) throws InterruptedException {
    refresh();
    for (OwnIndex index : scope.indices()) {
      boolean isBefore = index.span() != null && !index.span().end().isAfter(before);
      if (index.isPlain() && isBefore) {
        deleteIfItHoldsOnly(index.name(), query);
      }
    }
    scope.look();
  }

  private void deleteIfItHoldsOnly(String name, Query query) throws InterruptedException {
    try {
      if (holdsOnly(name, query)) {
        deleteIndex(name, query);
      }
    } catch (IndexGoneException e) {
      // Another process has deleted it.
    }
  }

  /**
   * Deletes an index while nothing can be written to it, so that exactly the counted events are
   * deleted. If blocking writes is not allowed, its documents are left to be deleted by their ids.
   */
  private void deleteIndex(String name, Query query) throws InterruptedException {
    WriteBlock block = new WriteBlock(cluster, name);
    long before = removed;
    try {
      if (block.set()) {
        refresh(List.of(name));
        long events = count(List.of(name), query);
        if (holdsOnly(name, query)) {
          var unused =
              answer(() -> cluster.client().indices().delete(delete -> delete.index(name)));
          block.isOver();
          removed += events;
        }
      }
    } finally {
      block.lift();
    }
    if (removed > before) {
      removal.afterChunk(removed);
    }
  }

  private boolean holdsOnly(String name, Query query) {
    return count(List.of(name), query) == count(List.of(name), Candidates.ALL.query());
  }

  /**
   * Deletes the documents that a query finds. Two documents may have one event's id, in indices of
   * their own, of which the second is missed if a page ends between them: so it looks once more
   * from the start.
   *
   * @return how many were removed so far, including those of whole indices
   */
  long delete(Query query) throws InterruptedException {
    refresh();
    long before;
    do {
      before = removed;
      deleteOnce(query);
    } while (removed > before);
    return removed;
  }

  private void deleteOnce(Query query) throws InterruptedException {
    List<Hit<Void>> hits = find(query, List.of());
    while (!hits.isEmpty()) {
      removed += delete(hits);
      removal.afterChunk(removed);
      hits = find(query, hits.get(hits.size() - 1).sort());
    }
  }

  private long delete(List<Hit<Void>> hits) {
    BulkRequest.Builder bulk = new BulkRequest.Builder().refresh(Refresh.True);
    for (Hit<Void> hit : hits) {
      bulk.operations(
          operation ->
              operation.delete(
                  delete -> delete.index(hit.index()).id(hit.id()).routing(hit.routing())));
    }
    BulkResponse response = answer(() -> cluster.client().bulk(bulk.build()));
    long deleted = 0;
    for (BulkResponseItem item : response.items()) {
      if (item.status() < 300) {
        deleted++;
      } else if (item.status() != NOT_FOUND) {
        throw new StoreException(
            cluster.where(item.index())
                + ": answered "
                + item.status()
                + ", "
                + ServerReason.of(item.error())
                + "; "
                + (removed + deleted)
                + " events were removed until then",
            null);
      }
    }
    return deleted;
  }

  private List<Hit<Void>> find(Query query, List<FieldValue> after) {
    SearchRequest body =
        SearchRequest.of(
            search -> {
              search.query(query).size(removal.chunk()).source(s -> s.fetch(false));
              search.sort(s -> s.field(f -> f.field(ID).order(SortOrder.Asc)));
              return after.isEmpty() ? search : search.searchAfter(after);
            });
    return WholeSearch.ask(scope, body, Void.class)
        .map(answer -> answer.hits().hits())
        .orElse(List.of());
  }

  private long count(List<String> indices, Query query) {
    return WholeSearch.count(cluster, scope.destination(), indices, query, scope.cancellation());
  }

  private void refresh() {
    var unused =
        IndexGoneException.outlast(
            () -> {
              refresh(scope.names());
              return scope;
            },
            scope::look);
  }

  private void refresh(List<String> indices) {
    for (List<String> part : Cluster.inParts(indices)) {
      ShardStatistics shards =
          answer(() -> cluster.client().indices().refresh(r -> r.index(part))).shards();
      if (shards != null && shards.failed().intValue() > 0) {
        throw new StoreException(
            cluster.where(FailedIndices.text(FailedIndices.of(shards)))
                + ": not all events can be found: "
                + shards.failed()
                + " shards were not refreshed",
            null);
      }
    }
  }

  private <T> T answer(Cluster.Request<T> request) {
    return cluster.answer(scope.destination(), request);
  }
}
