package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.SinkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the events of a batch for whose sake whole requests are refused, by sending fewer and
 * fewer together. Whoever refuses all of them, such as a proxy, does not do it for an event. For
 * one thread.
 */
final class Suspects {

  // Each costs a request; where so many fail and none succeeds, it is no event's fault.
  private static final int MOST = 5;

  private final BulkOutcome outcome;
  private final List<Event> alone = new ArrayList<>();
  private int together = Integer.MAX_VALUE;
  private @Nullable SinkException refusal;

  Suspects(BulkOutcome outcome) {
    this.outcome = outcome;
  }

  /** How many documents the next request may have. */
  int together() {
    return together;
  }

  /** A request was answered. */
  void answered() {
    together = (int) Math.min(Integer.MAX_VALUE, 2L * together);
  }

  /**
   * Whether a request may have been refused for the sake of an event: then it is to be sent again
   * as several, or was of one event only.
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
