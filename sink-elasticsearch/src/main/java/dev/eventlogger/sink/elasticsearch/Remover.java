package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Deletes documents: whole indices where it can, else a chunk at a time by their ids, which works
 * on every server and takes no longer than the pauses say. For one thread.
 */
final class Remover {

  private static final String ID = FilterQuery.field(Field.Part.ID);

  private final ElasticsearchClient client;
  private final Destination destination;
  private final Removal removal;
  private long removed;

  Remover(ElasticsearchClient client, Destination destination, Removal removal) {
    this.client = client;
    this.destination = destination;
    this.removal = removal;
  }

  /** How many documents a query finds, those among them that were written a moment ago. */
  long count(Query query) {
    refresh();
    return count(destination.wildcard(), query);
  }

  /** Deletes the indices that hold only events that a query finds and that end before a time. */
  void deleteIndices(Instant before, Query query) throws InterruptedException {
    refresh();
    Collection<String> names =
        answer(() -> client.indices().get(get -> get.index(destination.wildcard())))
            .result()
            .keySet();
    for (String name : names.stream().filter(n -> destination.isBefore(n, before)).toList()) {
      long events = count(name, query);
      if (events == count(name, Candidates.ALL.query())) {
        answer(() -> client.indices().delete(delete -> delete.index(name)));
        removed += events;
        removal.afterChunk(removed);
      }
    }
  }

  /**
   * Deletes the documents that a query finds.
   *
   * @return how many were removed, with those of indices
   */
  long delete(Query query) throws InterruptedException {
    refresh();
    List<FieldValue> after = List.of();
    while (true) {
      List<Hit<Void>> hits = find(query, after);
      if (hits.isEmpty()) {
        return removed;
      }
      after = hits.get(hits.size() - 1).sort();
      removed += delete(hits);
      removal.afterChunk(removed);
    }
  }

  private long delete(List<Hit<Void>> hits) {
    BulkRequest.Builder bulk = new BulkRequest.Builder().refresh(Refresh.True);
    for (Hit<Void> hit : hits) {
      bulk.operations(
          operation -> operation.delete(delete -> delete.index(hit.index()).id(hit.id())));
    }
    BulkResponse response = answer(() -> client.bulk(bulk.build()));
    long deleted = 0;
    for (BulkResponseItem item : response.items()) {
      if (item.status() < 300) {
        deleted++;
      } else if (item.status() != 404) {
        throw new StoreException(
            item.index() + ": answered " + item.status() + ", " + ServerReason.of(item.error()),
            null);
      }
    }
    return deleted;
  }

  private List<Hit<Void>> find(Query query, List<FieldValue> after) {
    return answer(
        () ->
            client
                .search(
                    search -> {
                      search.index(destination.wildcard()).ignoreUnavailable(true);
                      search.query(query).size(removal.chunk()).source(s -> s.fetch(false));
                      search.sort(s -> s.field(f -> f.field(ID).order(SortOrder.Asc)));
                      return after.isEmpty() ? search : search.searchAfter(after);
                    },
                    Void.class)
                .hits()
                .hits());
  }

  private long count(String indices, Query query) {
    return answer(
            () -> client.count(count -> count.index(indices).ignoreUnavailable(true).query(query)))
        .count();
  }

  private void refresh() {
    var unused =
        answer(
            () ->
                client
                    .indices()
                    .refresh(r -> r.index(destination.wildcard()).ignoreUnavailable(true)));
  }

  private <T> T answer(Requests.Request<T> request) {
    return Requests.answer(destination.wildcard(), request);
  }
}
