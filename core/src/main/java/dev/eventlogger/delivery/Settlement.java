package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the events of a batch, and writes rejected ones as dead letters, as its sink says. For the
 * log's thread.
 */
final class Settlement {

  private final SettledCounts counts;
  private final Burial burial;
  private final FailureReports reports;
  private final Sealing sealing;

  Settlement(SettledCounts counts, Burial burial, FailureReports reports, Sealing sealing) {
    this.counts = counts;
    this.burial = burial;
    this.reports = reports;
    this.sealing = sealing;
  }

  /** Settles what can be settled; returns the events to be sent again, in their order. */
  List<Event> settle(Part part, DeliveryResult result) {
    if (result.retry().isEmpty() && result.rejected().isEmpty()) {
      counts.delivered(part.events().size());
      sealing.addAll(part.events());
      return List.of();
    }
    Set<Event> all = new HashSet<>(part.events());
    Map<Event, String> refused = refused(result, all);
    Set<Event> again = again(result, all, refused);
    // One by one, since a batch may hold an event twice, for instance after a replay.
    List<Event> rest = new ArrayList<>();
    int delivered = 0;
    for (Event event : part.events()) {
      String reason = refused.get(event);
      if (reason != null) {
        if (!burial.bury(event, reason, part.tries(), part.since())) {
          rest.add(event);
        }
      } else if (again.contains(event)) {
        rest.add(event);
      } else {
        delivered++;
        sealing.add(event);
      }
    }
    counts.delivered(delivered);
    return rest;
  }

  private Map<Event, String> refused(DeliveryResult result, Set<Event> all) {
    Map<Event, String> refused = new HashMap<>();
    for (Rejected rejected : result.rejected()) {
      String reason = FailureWords.ofSink(rejected.reason());
      if (!all.contains(rejected.event()) || refused.put(rejected.event(), reason) != null) {
        reports.nonsense("rejected an event that is not in the batch, or twice");
      }
    }
    refused.keySet().retainAll(all);
    return refused;
  }

  private Set<Event> again(DeliveryResult result, Set<Event> all, Map<Event, String> refused) {
    Set<Event> again = new HashSet<>();
    for (Event event : result.retry()) {
      if (!all.contains(event) || refused.containsKey(event) || !again.add(event)) {
        reports.nonsense("asked to retry an event that is not in the batch, or twice");
      }
    }
    return again;
  }
}
