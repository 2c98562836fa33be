package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events that are kept elsewhere, on their way into logs. For one thread. */
final class RelayedBatch {

  private final List<RelayedEvent> events;
  // A cache of the places that logs have to reach.
  private final Map<NamedLog, Long> marks = new HashMap<>();

  private RelayedBatch(List<RelayedEvent> events) {
    this.events = events;
  }

  /** Creates a batch from a list, which has nulls for what is not an event. */
  static RelayedBatch of(List<? extends @Nullable RelayedEvent> events) {
    List<RelayedEvent> relayed = new ArrayList<>(events.size());
    events.stream().filter(Objects::nonNull).forEach(relayed::add);
    return new RelayedBatch(relayed);
  }

  List<RelayedEvent> events() {
    return events;
  }

  /** Puts the events that a log still lacks into its queue, as far as there is room. */
  void offerTo(NamedLog log) {
    List<RelayedEvent> waiting = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    for (RelayedEvent event : events) {
      if (event.isWaitingFor(log)) {
        waiting.add(event);
        bytes.add(event.json());
      }
    }
    if (waiting.isEmpty()) {
      return;
    }
    long evicted = log.evicted();
    BitSet places = log.relay(bytes);
    long mark = log.mark();
    places.stream().forEach(place -> waiting.get(place).queuedIn(log, mark, evicted));
    marks.remove(log);
  }

  /** Whether each event for a log is, or was, in its queue. */
  boolean isQueuedIn(NamedLog log) {
    return events.stream().noneMatch(event -> event.isWaitingFor(log));
  }

  /** Whether a log has some of them to be settled. */
  boolean isIn(NamedLog log) {
    return lastMark(log) >= 0;
  }

  /** Waits until those in a log's queue are settled; false if the time ran out. */
  boolean awaitSettled(NamedLog log, Duration timeout) throws InterruptedException {
    return log.awaitSettled(lastMark(log), timeout);
  }

  /** Whether those in a log's queue are settled; batches wait to fill as usual. */
  boolean isSettled(NamedLog log) {
    return log.isSettled(lastMark(log));
  }

  private long lastMark(NamedLog log) {
    Long known = marks.get(log);
    if (known != null) {
      return known;
    }
    long last = -1;
    for (RelayedEvent event : events) {
      last = Math.max(last, event.markIn(log));
    }
    marks.put(log, last);
    return last;
  }

  /**
   * Notes which events a log has settled by now.
   *
   * @return whether it has settled all that it had
   */
  boolean noteSettled(NamedLog log) {
    marks.remove(log);
    Map<Long, Boolean> settled = new HashMap<>();
    for (RelayedEvent event : events) {
      long mark = event.markIn(log);
      if (mark < 0) {
        continue;
      }
      Boolean known = settled.get(mark);
      if (known == null) {
        known = log.isSettled(mark);
        settled.put(mark, known);
      }
      if (known) {
        event.settledIn(log);
      }
    }
    return !settled.containsValue(false);
  }
}
