package dev.eventlogger.testkit.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code FilterLogEvents}: a page of matching events, ordered by time, from all streams or
 * some. Like the service, it examines a limited number of events for a page: a page may be empty
 * although others follow, and only one without a token is the last.
 */
final class Search {

  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_BYTES = 1_048_576;
  private static final int LOOKED_AT = 2_000;

  private final LogGroup group;
  private final List<String> streams;
  private final @Nullable String prefix;
  private final long start;
  private final long end;
  private final FilterPattern pattern;
  private final int limit;
  private final List<Map<String, Object>> found = new ArrayList<>();

  private Search(LogGroup group, Parameters request) throws ServiceError {
    this.group = group;
    streams = request.streams("logStreamNames", 100);
    prefix = request.streamPrefix();
    if (prefix != null && !streams.isEmpty()) {
      throw ServiceError.invalid(
          "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
    }
    for (String stream : streams) {
      group.stream(stream);
    }
    start = request.number("startTime", 0, Long.MAX_VALUE, Long.MIN_VALUE);
    end = request.number("endTime", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    if (end < start) {
      throw ServiceError.invalid("End time must not be before start time.");
    }
    pattern = FilterPattern.of(request.optional("filterPattern", 0, 1024));
    limit = (int) request.number("limit", 1, MOST_EVENTS, MOST_EVENTS);
  }

  static Map<String, Object> filter(LogGroup group, Parameters request) throws ServiceError {
    Search search = new Search(group, request);
    String token = search.page(request.optional("nextToken", 1, Integer.MAX_VALUE));
    return new Answer()
        .with("events", search.found)
        .with("searchedLogStreams", List.of())
        .with("nextToken", token)
        .toJson();
  }

  /** Finds a page; returns the token of the next one, or null after the last. */
  private @Nullable String page(@Nullable String token) throws ServiceError {
    LogGroup.Position last = token == null ? new LogGroup.Position(start, -1) : position(token);
    long bytes = 0;
    int lookedAt = 0;
    for (Map.Entry<LogGroup.Position, LogEvent> entry : group.after(last).entrySet()) {
      LogEvent event = entry.getValue();
      if (event.timestamp() > end) {
        return null;
      }
      bytes += StreamReading.size(event);
      boolean isFull = found.size() == limit || (bytes > MOST_BYTES && lookedAt > 0);
      if (isFull || lookedAt == LOOKED_AT) {
        return token(last);
      }
      last = entry.getKey();
      lookedAt++;
      if (isWanted(event)) {
        found.add(describe(last, event));
      }
    }
    return null;
  }

  private boolean isWanted(LogEvent event) {
    boolean isInStream =
        prefix != null
            ? event.stream().startsWith(prefix)
            : streams.isEmpty() || streams.contains(event.stream());
    return isInStream && pattern.matches(event.message());
  }

  private static Map<String, Object> describe(LogGroup.Position position, LogEvent event) {
    return new Answer()
        .with("logStreamName", event.stream())
        .with("timestamp", event.timestamp())
        .with("message", event.message())
        .with("ingestionTime", event.ingestionTime())
        .with("eventId", String.format(Locale.ROOT, "%056d", position.arrival()))
        .toJson();
  }

  /** A token for this search only: with other parameters, it is refused. */
  private String token(LogGroup.Position last) {
    return PageToken.encode(
        "search " + parameters() + ' ' + last.timestamp() + ' ' + last.arrival());
  }

  private LogGroup.Position position(String token) throws ServiceError {
    String[] parts = PageToken.decode(token).split(" ", -1);
    if (parts.length != 4 || !parts[0].equals("search") || !parts[1].equals(parameters())) {
      throw PageToken.invalid();
    }
    return new LogGroup.Position(PageToken.number(parts[2]), PageToken.number(parts[3]));
  }

  private String parameters() {
    return Integer.toHexString(
        (group.name + streams + prefix + start + ' ' + end + pattern.text()).hashCode());
  }
}
