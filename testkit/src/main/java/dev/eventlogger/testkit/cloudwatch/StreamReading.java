package dev.eventlogger.testkit.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GetLogEvents}: a page of one stream, at most 10,000 events or 1 MB, with tokens
 * for going on in both directions. At an end, the token is the one that was sent.
 */
final class StreamReading {

  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_BYTES = 1_048_576;

  private StreamReading() {}

  static Map<String, Object> get(LogGroup group, Parameters request) throws ServiceError {
    String stream = request.stream();
    group.stream(stream);
    long start = request.number("startTime", 0, Long.MAX_VALUE, Long.MIN_VALUE);
    long end = request.number("endTime", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    List<LogEvent> all =
        group.after(LogGroup.Position.FIRST).values().stream()
            .filter(event -> event.stream().equals(stream))
            .filter(event -> event.timestamp() >= start && event.timestamp() < end)
            .toList();
    int limit = (int) request.number("limit", 1, MOST_EVENTS, MOST_EVENTS);
    String token = request.optional("nextToken", 1, Integer.MAX_VALUE);
    boolean isForward = token == null ? request.flag("startFromHead") : token.startsWith("f/");
    int at = position(token, isForward, all.size());
    int from = isForward ? at : backFrom(all, at, limit);
    int to = isForward ? onFrom(all, at, limit) : at;
    return new Answer()
        .with("events", all.subList(from, to).stream().map(StreamReading::describe).toList())
        .with("nextForwardToken", "f/" + to)
        .with("nextBackwardToken", "b/" + from)
        .toJson();
  }

  private static int position(@Nullable String token, boolean isForward, int size)
      throws ServiceError {
    if (token == null) {
      return isForward ? 0 : size;
    }
    if (!token.startsWith("f/") && !token.startsWith("b/")) {
      throw PageToken.invalid();
    }
    return (int) Math.min(PageToken.number(token.substring(2)), size);
  }

  private static int onFrom(List<LogEvent> all, int at, int limit) {
    int to = at;
    long bytes = 0;
    while (to < all.size() && to - at < limit && (bytes += size(all.get(to))) <= MOST_BYTES) {
      to++;
    }
    return to;
  }

  private static int backFrom(List<LogEvent> all, int at, int limit) {
    int from = at;
    long bytes = 0;
    while (from > 0 && at - from < limit && (bytes += size(all.get(from - 1))) <= MOST_BYTES) {
      from--;
    }
    return from;
  }

  static int size(LogEvent event) {
    return event.message().getBytes(UTF_8).length;
  }

  private static Map<String, Object> describe(LogEvent event) {
    return new Answer()
        .with("timestamp", event.timestamp())
        .with("message", event.message())
        .with("ingestionTime", event.ingestionTime())
        .toJson();
  }
}
