package dev.eventlogger.testkit.cloudwatch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One log group: its streams, and its events ordered by time. Guarded by the service's lock. */
final class LogGroup {

  /** The position of an event: ordered by its time, and among equal times by arrival. */
  record Position(long timestamp, long arrival) implements Comparable<Position> {

    static final Position FIRST = new Position(Long.MIN_VALUE, Long.MIN_VALUE);

    @Override
    public int compareTo(Position other) {
      int byTime = Long.compare(timestamp, other.timestamp);
      return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
  }

  /** A log stream; the times of its first and last event, where it has any. */
  static final class Stream {
    final long creationTime;
    long events;
    long firstTime = Long.MAX_VALUE;
    long lastTime = Long.MIN_VALUE;
    long lastIngestion;

    Stream(long creationTime) {
      this.creationTime = creationTime;
    }
  }

  final String name;
  final long creationTime;
  final String groupClass;
  final Map<String, String> tags;
  final NavigableMap<String, Stream> streams = new TreeMap<>();
  private final NavigableMap<Position, LogEvent> events = new TreeMap<>();
  private final NavigableMap<Long, Position> arrivals = new TreeMap<>();
  private OptionalInt retentionDays = OptionalInt.empty();
  private long storedBytes;

  LogGroup(String name, long creationTime, String groupClass, Map<String, String> tags) {
    this.name = name;
    this.creationTime = creationTime;
    this.groupClass = groupClass;
    this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  OptionalInt retentionDays() {
    return retentionDays;
  }

  void retain(int days) {
    retentionDays = OptionalInt.of(days);
  }

  long storedBytes() {
    return storedBytes;
  }

  String arn() {
    return "arn:aws:logs:us-east-1:123456789012:log-group:" + name;
  }

  Stream stream(String stream) throws ServiceError {
    Stream found = streams.get(stream);
    if (found == null) {
      throw ServiceError.noSuchStream();
    }
    return found;
  }

  void createStream(String stream, long now) throws ServiceError {
    if (streams.putIfAbsent(stream, new Stream(now)) != null) {
      throw ServiceError.exists("log stream");
    }
  }

  void add(LogEvent event, int bytes) throws ServiceError {
    Stream stream = stream(event.stream());
    stream.events++;
    stream.firstTime = Math.min(stream.firstTime, event.timestamp());
    stream.lastTime = Math.max(stream.lastTime, event.timestamp());
    stream.lastIngestion = event.ingestionTime();
    Position position = new Position(event.timestamp(), arrivals.size());
    arrivals.put(position.arrival(), position);
    events.put(position, event);
    storedBytes += bytes;
  }

  /** The events after a position, by time. */
  NavigableMap<Position, LogEvent> after(Position position) {
    return events.tailMap(position, false);
  }

  /** The events in the order of their arrival. */
  List<LogEvent> inOrderOfArrival() {
    return arrivals.values().stream().map(events::get).toList();
  }
}
