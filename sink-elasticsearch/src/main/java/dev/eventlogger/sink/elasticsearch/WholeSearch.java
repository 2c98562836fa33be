package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchItem;
import co.elastic.clients.elasticsearch.core.msearch.MultiSearchResponseItem;
import co.elastic.clients.elasticsearch.core.search.ResponseBody;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches all indices of a question, and accepts no partial answer: the question fails with a
 * shard that fails or is missing, a search that ended early, or an index that was closed.
 *
 * <p>The names of the indices are in the body of the request, which has room for all of them.
 */
final class WholeSearch {

  private WholeSearch() {}

  /**
   * The complete answer; empty if the log has no index.
   *
   * @throws StoreException if there is none, naming the indices that do not answer
   */
  static <T> Optional<MultiSearchItem<T>> ask(Scope scope, SearchRequest body, Class<T> type) {
    return askAll(scope, List.of(body), type).stream().findFirst();
  }

  /**
   * The complete answers to several searches at once; none if the log has no index.
   *
   * @throws StoreException if any is missing, naming the indices that do not answer
   */
  static <T> List<MultiSearchItem<T>> askAll(
      Scope scope, List<SearchRequest> bodies, Class<T> type) {
    return IndexGoneException.outlast(
        () ->
            scope.names().isEmpty()
                ? List.of()
                : ask(
                    scope.cluster(),
                    scope.destination(),
                    new Searches(scope.names(), bodies),
                    type,
                    scope.cancellation()),
        scope::look);
  }

  /** How many documents of some indices a query finds. */
  static long count(
      Cluster cluster, Object what, List<String> indices, Query query, Cancellation cancellation) {
    if (indices.isEmpty()) {
      return 0;
    }
    SearchRequest body =
        SearchRequest.of(b -> b.query(query).size(0).trackTotalHits(t -> t.enabled(true)));
    MultiSearchItem<Void> answer =
        ask(cluster, what, new Searches(indices, List.of(body)), Void.class, cancellation).get(0);
    return Objects.requireNonNull(answer.hits().total(), "a count of all hits").value();
  }

  private static <T> List<MultiSearchItem<T>> ask(
      Cluster cluster, Object what, Searches searches, Class<T> type, Cancellation cancellation) {
    List<MultiSearchItem<T>> answers = new ArrayList<>();
    for (MultiSearchResponseItem<T> item :
        cluster.search(what, searches, type, cancellation).responses()) {
      if (item.isFailure()) {
        throw failure(cluster, what, item.failure());
      }
      String lack = lack(item.result());
      if (lack != null) {
        throw new StoreException(
            cluster.where(what) + ": not all events can be read: " + lack, null);
      }
      answers.add(item.result());
    }
    return answers;
  }

  private static StoreException failure(Cluster cluster, Object what, ErrorResponse error) {
    Set<String> names = FailedIndices.of(error.error());
    String where =
        names.isEmpty()
            ? cluster.where(what)
            : cluster.where(what) + ": not all events can be read: " + FailedIndices.text(names);
    String message =
        String.valueOf(
            ElasticsearchFailures.of(where, new ElasticsearchException("msearch", error))
                .getMessage());
    return IndexGoneException.isMeantBy(error)
        ? new IndexGoneException(message)
        : new StoreException(message, null);
  }

  /** What an answer lacks; null if it is complete. */
  static @Nullable String lack(ResponseBody<?> answer) {
    ShardStatistics shards = answer.shards();
    int total = shards.total().intValue();
    int silent = Math.max(shards.failed().intValue(), total - shards.successful().intValue());
    if (silent > 0) {
      String names = FailedIndices.text(FailedIndices.of(shards));
      return (names.isEmpty() ? "" : names + ": ")
          + silent
          + " of "
          + total
          + " shards did not answer"
          + shards.failures().stream()
              .findFirst()
              .map(failure -> ", " + ServerReason.of(failure.reason()))
              .orElse("");
    }
    if (answer.timedOut()) {
      return "the server ran out of time";
    }
    return Boolean.TRUE.equals(answer.terminatedEarly())
        ? "the server ended the search early"
        : null;
  }
}
