package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.SinkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of a batch because of which whole requests are refused, by sending fewer and
 * fewer together. If all of them are refused, as by a proxy, no event is to blame. For one thread.
 */
final class Suspects {

  // Each costs a request; if so many fail and none succeeds, no event is to blame.
  private static final int MOST = 5;

  private final BulkOutcome outcome;
  private final List<Event> alone = new ArrayList<>();
  private int together = Integer.MAX_VALUE;
  private @Nullable SinkException refusal;

  Suspects(BulkOutcome outcome) {
    this.outcome = outcome;
  }

  /** The most documents that the next request may have. */
  int together() {
    return together;
  }

  /** Notes that a request was answered. */
  void answered() {
    together = (int) Math.min(Integer.MAX_VALUE, 2L * together);
  }

  /**
   * Whether a request may have been refused because of an event: then its events are to be sent
   * again in smaller requests, or it held only one.
   */
  boolean mayBeIn(List<Event> part, Exception failure, String where) {
    if (!ElasticsearchFailures.mayBeForAnEvent(failure)
        || (alone.size() >= MOST && !outcome.hasDelivered())) {
      return false;
    }
    refusal = ElasticsearchFailures.of(where, failure);
    together = Math.max(1, part.size() / 2);
    if (part.size() == 1) {
      alone.addAll(part);
    }
    return true;
  }

  /** Decides about the events that were refused alone. */
  void settle() {
    if (refusal == null) {
      return;
    }
    if (outcome.hasDelivered()) {
      String reason = String.valueOf(refusal.getMessage());
      alone.forEach(event -> outcome.reject(event, reason));
    } else {
      outcome.retry(alone, refusal);
    }
  }
}
