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

/**
 * An event that is kept elsewhere, and how far it is on its way into each of its logs. For one
 * thread.
 */
final class RelayedEvent {

  private static final long NOT_QUEUED = -1;

  // All that is needed of it: what was read is several times as large.
  private final UUID id;
  private final @Nullable EventType type;
  private final byte[] json;
  private final boolean untilDelivered;
  private final Map<NamedLog, Way> ways = new LinkedHashMap<>();
  private final List<String> unclaimed = new ArrayList<>();

  /** How far it is on its way into a log. */
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

  /** One that is in no queue yet, and is on its way until it is delivered or dead. */
  static RelayedEvent untilDelivered(Event event, List<NamedLog> logs) {
    RelayedEvent relayed = new RelayedEvent(event, true);
    logs.forEach(log -> relayed.ways.put(log, new Way()));
    return relayed;
  }

  /**
   * One that is in no queue yet, and for which a log's journal is the end of the way.
   *
   * @param names the logs that it is for
   * @param logs those that there are, by their names
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

  /** Whether bytes that may come from anybody are an event on one line. */
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

  /** Null for one that is none of the three. */
  @Nullable EventType type() {
    return type;
  }

  byte[] json() {
    return json;
  }

  /** Whether a log is one of those that it was given with. */
  boolean isFor(NamedLog log) {
    return ways.containsKey(log);
  }

  /** Whether it is to go into a log, and is not there. */
  boolean isWaitingFor(NamedLog log) {
    Way way = ways.get(log);
    return way != null && !way.isOver && way.mark == NOT_QUEUED;
  }

  /**
   * A log's queue has it.
   *
   * @param mark a place in the queue behind it
   * @param evicted how many were evicted there before it came
   */
  void queuedIn(NamedLog log, long mark, long evicted) {
    Way way = requireNonNull(ways.get(log));
    way.mark = mark;
    way.evicted = evicted;
    way.isOver = !untilDelivered && log.isKept();
  }

  /** The place that a log has to reach; -1 if there is nothing to wait for. */
  long markIn(NamedLog log) {
    Way way = ways.get(log);
    return way == null || way.isOver ? NOT_QUEUED : way.mark;
  }

  /** A log has reached the place; if it has evicted any meanwhile, this one goes there again. */
  void settledIn(NamedLog log) {
    Way way = requireNonNull(ways.get(log));
    way.isOver = log.evicted() == way.evicted;
    way.mark = NOT_QUEUED;
  }

  /** Whether it is still to be taken by a log that there is. */
  boolean isWaiting() {
    return ways.values().stream().anyMatch(way -> !way.isOver);
  }

  /** The logs that are still to take it. */
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
