package dev.eventlogger.testkit.cloudwatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Answers {@code DescribeLogGroups} and {@code DescribeLogStreams}, at most 50 items at a time. */
final class Descriptions {

  private static final int MOST = 50;

  private Descriptions() {}

  static Map<String, Object> ofGroups(NavigableMap<String, LogGroup> groups, Parameters request)
      throws ServiceError {
    String prefix = request.groupPrefix();
    String part = request.optional("logGroupNamePattern", 0, 512);
    if (prefix != null && part != null) {
      throw ServiceError.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (LogGroup group : groups.values()) {
      boolean isWanted =
          (prefix == null || group.name.startsWith(prefix))
              && (part == null || contains(group.name, part));
      if (isWanted) {
        found.add(describe(group));
      }
    }
    return page("logGroups", found, request);
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static Map<String, Object> describe(LogGroup group) {
    Integer days =
        group.retentionDays().isPresent() ? (Integer) group.retentionDays().getAsInt() : null;
    return new Answer()
        .with("logGroupName", group.name)
        .with("creationTime", group.creationTime)
        .with("retentionInDays", days)
        .with("metricFilterCount", 0)
        .with("arn", group.arn() + ":*")
        .with("storedBytes", group.storedBytes())
        .with("logGroupClass", group.groupClass)
        .with("logGroupArn", group.arn())
        .toJson();
  }

  static Map<String, Object> ofStreams(LogGroup group, Parameters request) throws ServiceError {
    String prefix = request.streamPrefix();
    String order = request.optional("orderBy", 1, 100);
    boolean isByTime = "LastEventTime".equals(order);
    if (order != null && !isByTime && !order.equals("LogStreamName")) {
      throw ServiceError.invalid("orderBy must be LogStreamName or LastEventTime");
    }
    if (isByTime && prefix != null) {
      throw ServiceError.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    Comparator<Map.Entry<String, LogGroup.Stream>> by =
        isByTime
            ? Comparator.comparingLong(entry -> entry.getValue().lastTime)
            : Map.Entry.comparingByKey();
    List<Map<String, Object>> found =
        group.streams.entrySet().stream()
            .filter(entry -> prefix == null || entry.getKey().startsWith(prefix))
            .sorted(request.flag("descending") ? by.reversed() : by)
            .map(entry -> describe(group, entry.getKey(), entry.getValue()))
            .toList();
    return page("logStreams", found, request);
  }

  private static Map<String, Object> describe(LogGroup group, String name, LogGroup.Stream stream) {
    boolean isEmpty = stream.events == 0;
    return new Answer()
        .with("logStreamName", name)
        .with("creationTime", stream.creationTime)
        .with("firstEventTimestamp", unless(isEmpty, stream.firstTime))
        .with("lastEventTimestamp", unless(isEmpty, stream.lastTime))
        .with("lastIngestionTime", unless(isEmpty, stream.lastIngestion))
        .with("arn", group.arn() + ":log-stream:" + name)
        .with("storedBytes", 0)
        .toJson();
  }

  private static @Nullable Long unless(boolean isEmpty, long time) {
    return isEmpty ? null : time;
  }

  private static Map<String, Object> page(
      String name, List<Map<String, Object>> all, Parameters request) throws ServiceError {
    int limit = (int) request.number("limit", 1, MOST, MOST);
    int from = PageToken.of(request.optional("nextToken", 1, Integer.MAX_VALUE), name, all.size());
    int to = Math.min(all.size(), from + limit);
    return new Answer()
        .with(name, all.subList(from, to))
        .with("nextToken", to < all.size() ? PageToken.to(name, to) : null)
        .toJson();
  }
}
