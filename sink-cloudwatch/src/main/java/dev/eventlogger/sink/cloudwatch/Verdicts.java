package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of the events of a batch. Those neither delivered nor rejected are sent again. */
final class Verdicts {

  private final List<Event> batch;
  private final Set<Event> settled = new HashSet<>();
  private final List<Rejected> rejected = new ArrayList<>();

  Verdicts(List<Event> batch) {
    this.batch = batch;
  }

  void deliver(Entry entry) {
    settled.add(entry.event());
  }

  void reject(Event event, String reason) {
    if (settled.add(event)) {
      rejected.add(new Rejected(event, reason));
    }
  }

  /** Whether no event is settled yet. */
  boolean isEmpty() {
    return settled.isEmpty();
  }

  DeliveryResult result() {
    List<Event> left = batch.stream().filter(event -> !settled.contains(event)).toList();
    return new DeliveryResult(left, rejected);
  }
}
