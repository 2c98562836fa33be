package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some events that are kept elsewhere, on their way into logs. For one thread. */
final class RelayedBatch {

  private final List<RelayedEvent> events;
  // The places that logs have to reach, as far as they were looked for since they changed.
  private final Map<NamedLog, Long> marks = new HashMap<>();

  private RelayedBatch(List<RelayedEvent> events) {
    this.events = events;
  }

  /** The events of a list, which has nulls for what is none. */
  static RelayedBatch of(List<? extends @Nullable RelayedEvent> events) {
    List<RelayedEvent> relayed = new ArrayList<>(events.size());
    events.stream().filter(Objects::nonNull).forEach(relayed::add);
    return new RelayedBatch(relayed);
  }

  List<RelayedEvent> events() {
    return events;
  }

  /** Puts those into a log's queue that are to go there and are not, as far as there is room. */
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

  /** Whether each is in the queues that it is to go into, or was. */
  boolean isQueuedIn(NamedLog log) {
    return events.stream().noneMatch(event -> event.isWaitingFor(log));
  }

  /** Whether some of them are in a log's queue. */
  boolean isIn(NamedLog log) {
    return lastMark(log) >= 0;
  }

  /** Waits until all that a log's queue has of these is settled; false if the time ran out. */
  boolean awaitSettled(NamedLog log, Duration timeout) throws InterruptedException {
    return log.awaitSettled(lastMark(log), timeout);
  }

  /** Whether all that a log's queue has of these is settled; hurries nobody. */
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
   * Notes which of them a log has settled by now.
   *
   * @return whether it has settled all of them
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
