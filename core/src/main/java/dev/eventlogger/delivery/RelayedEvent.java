package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that is kept elsewhere, and its progress into each of its logs. For one thread. */
final class RelayedEvent {

  private static final long NOT_QUEUED = -1;

  // Only what is needed of the event, since its parsed fields are several times as large.
  private final UUID id;
  private final @Nullable EventType type;
  private final byte[] json;
  private final boolean untilDelivered;
  private final Map<NamedLog, Way> ways = new LinkedHashMap<>();
  private final List<String> unclaimed = new ArrayList<>();

  /** The event's progress into one log. */
  private static final class Way {
    long mark = NOT_QUEUED;
    long evicted;
    boolean isOver;
  }

  private RelayedEvent(Event event, boolean untilDelivered) {
    id = event.id();
    type = event.type();
    json = event.toBytes();
    this.untilDelivered = untilDelivered;
  }

  /** Creates one that is in no queue yet, and is done once it is delivered or a dead letter. */
  static RelayedEvent untilDelivered(Event event, List<NamedLog> logs) {
    RelayedEvent relayed = new RelayedEvent(event, true);
    logs.forEach(log -> relayed.ways.put(log, new Way()));
    return relayed;
  }

  /**
   * Creates one that is in no queue yet, and is done once the logs' journals have it.
   *
   * @param names the logs that it is for
   * @param logs all logs, by name
   */
  static RelayedEvent untilKept(Event event, List<String> names, Map<String, NamedLog> logs) {
    RelayedEvent relayed = new RelayedEvent(event, false);
    for (String name : names) {
      NamedLog log = logs.get(name);
      if (log == null) {
        relayed.unclaimed.add(name);
      } else {
        relayed.ways.put(log, new Way());
      }
    }
    return relayed;
  }

  /** Whether bytes from an untrusted source are an event on one line. */
  static boolean isEvent(Event event) {
    if (event.isCanonical()) {
      return true;
    }
    if (event.size() > CanonicalJson.DEFAULT_MAX_BYTES) {
      return false;
    }
    try {
      event.level(); // reads all of it
      for (byte b : event.toBytes()) {
        if (b >= 0 && b < ' ') {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  UUID id() {
    return id;
  }

  /** The kind of product event; null if it is none of the three. */
  @Nullable EventType type() {
    return type;
  }

  byte[] json() {
    return json;
  }

  /** Whether the event is for a log. */
  boolean isFor(NamedLog log) {
    return ways.containsKey(log);
  }

  /** Whether the event still has to go into a log's queue. */
  boolean isWaitingFor(NamedLog log) {
    Way way = ways.get(log);
    return way != null && !way.isOver && way.mark == NOT_QUEUED;
  }

  /**
   * Notes that a log's queue has the event.
   *
   * @param mark a place in the queue after it
   * @param evicted how many events the queue had evicted before
   */
  void queuedIn(NamedLog log, long mark, long evicted) {
    Way way = requireNonNull(ways.get(log));
    way.mark = mark;
    way.evicted = evicted;
    way.isOver = !untilDelivered && log.isKept();
  }

  /** The place that a log has to reach for this event; -1 if there is nothing to wait for. */
  long markIn(NamedLog log) {
    Way way = ways.get(log);
    return way == null || way.isOver ? NOT_QUEUED : way.mark;
  }

  /**
   * Notes that a log has reached the place. If it has evicted any events meanwhile, this one must
   * go there again.
   */
  void settledIn(NamedLog log) {
    Way way = requireNonNull(ways.get(log));
    way.isOver = log.evicted() == way.evicted;
    way.mark = NOT_QUEUED;
  }

  /** Whether a configured log still has to take it. */
  boolean isWaiting() {
    return ways.values().stream().anyMatch(way -> !way.isOver);
  }

  /** The logs that still have to take it, including unknown ones. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    ways.forEach(
        (log, way) -> {
          if (!way.isOver) {
            left.add(log.name());
          }
        });
    left.addAll(unclaimed);
    return left;
  }
}
