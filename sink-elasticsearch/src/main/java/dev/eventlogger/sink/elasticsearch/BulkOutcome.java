package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event of a batch, as the server says of each document. For one thread.
 *
 * <p>The statuses are those that {@code _bulk} gives its items, whatever the status of the answer
 * as a whole.
 */
final class BulkOutcome {

  private static final String ALREADY_THERE = "version_conflict_engine_exception";

  /** Refusals with status 400 that are not the event's fault: the next event would fare alike. */
  private static final Set<String> FAULTS_OF_THE_INDEX =
      Set.of(
          "index_closed_exception",
          "invalid_index_name_exception",
          // The cluster has as many shards as it may have.
          "validation_exception");

  private final List<Event> retry = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int delivered;
  private @Nullable SinkException obstacle;

  void add(Event event, BulkResponseItem item) {
    int status = item.status();
    ErrorCause error = item.error();
    String type = error == null ? "" : String.valueOf(error.type());
    if (status < 300 || (status == 409 && type.equals(ALREADY_THERE))) {
      delivered++;
    } else if (isEventsFault(status, type)) {
      reject(event, status + ", " + ServerReason.of(error));
    } else {
      retry.add(event);
      obstacle = obstacle(item.index(), status, error);
    }
  }

  /** Takes note of an event that no request can carry. */
  void reject(Event event, String reason) {
    rejected.add(new Rejected(event, "Elasticsearch answered " + reason));
  }

  /** Takes note of events that were not sent, or of which nothing is known. */
  void retry(List<Event> events, SinkException failure) {
    retry.addAll(events);
    obstacle = failure;
  }

  /**
   * The result, if any event is settled.
   *
   * @throws SinkException if none is, so that it is said why
   */
  DeliveryResult result() throws SinkException {
    if (obstacle != null && delivered == 0 && rejected.isEmpty()) {
      throw obstacle;
    }
    return new DeliveryResult(retry, rejected);
  }

  private static boolean isEventsFault(int status, String type) {
    return switch (status) {
      case 401, 403, 404, 408, 409, 429 -> false;
      default -> status < 500 && !FAULTS_OF_THE_INDEX.contains(type);
    };
  }

  private static SinkException obstacle(String index, int status, @Nullable ErrorCause error) {
    String what = index + ": answered " + status + ", " + ServerReason.of(error);
    return status < 500 && status != 429
        ? SinkException.misconfigured(what, null)
        : SinkException.unavailable(what, null);
  }
}
