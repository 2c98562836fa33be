package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import dev.eventlogger.query.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An index that existed a moment ago is gone, or is just being created or deleted: the indices must
 * be looked up again.
 */
final class IndexGoneException extends StoreException {

  // The second is about a shard that is not open yet, or is being closed; the third about one that
  // is not allocated yet, or no longer.
  private static final Set<String> TYPES =
      Set.of(
          "index_not_found_exception",
          "illegal_index_shard_state_exception",
          "no_shard_available_action_exception");

  // What a search says about shards that are not allocated yet. With this status, none of them gave
  // a reason.
  private static final String SEARCH_TYPE = "search_phase_execution_exception";
  private static final int UNAVAILABLE = 503;

  // A busy server takes a second or two to open a new index.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long serialVersionUID = 1;

  /**
   * Whether a failed request means that. If no shard can report its fields, the body of the answer
   * is not that of an error, and the client does not read it.
   */
  static boolean isMeantBy(Exception failure) {
    return failure instanceof ElasticsearchException answer
        ? isMeantBy(answer.response())
        : ElasticsearchFailures.status(failure) == UNAVAILABLE;
  }

  /** Whether a server's answer means that. */
  static boolean isMeantBy(ErrorResponse answer) {
    ErrorCause error = answer.error();
    return (answer.status() == UNAVAILABLE && SEARCH_TYPE.equals(error.type()))
        || Stream.concat(Stream.of(error), error.rootCause().stream())
            .anyMatch(cause -> cause.type() != null && TYPES.contains(cause.type()));
  }

  /**
   * Repeats a request until no index is in between, for five seconds at most.
   *
   * @param look looks up the indices again, after each such answer
   * @throws IndexGoneException if that does not end, or the thread is interrupted
   */
  static <T> T outlast(Supplier<T> request, Runnable look) {
    long start = System.nanoTime();
    for (long pause = SHORTEST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return request.get();
      } catch (IndexGoneException e) {
        if (System.nanoTime() - start > PATIENCE.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      LockSupport.parkNanos(pause);
      look.run();
    }
  }

  IndexGoneException(String message) {
    super(message, null);
  }
}
