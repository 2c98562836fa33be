package dev.eventlogger.server.reading;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.upkeep.EventReports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The event loggers of other processes, as they report themselves in a log. */
public final class OtherInstances {

  /** How far back a last report is looked for. */
  static final Duration BACK = Duration.ofDays(1);

  private static final int MOST_REPORTS = 5_000;
  private static final int LATE = 2;

  private OtherInstances() {}

  /**
   * The newest report of each, the newest first, with the time of the report and whether the next
   * one is overdue.
   *
   * @param own the one that is left out
   * @param now what days back are counted from
   * @throws StoreException if the store does not answer
   */
  public static List<Map<String, Object>> of(
      EventStore store, String own, Instant now, Cancellation cancellation) {
    EventFilter filter =
        EventFilter.since(now.minus(BACK), Condition.equal(Field.NAME, EventReports.NAME));
    EventQuery query = new EventQuery(filter, Sort.LATEST_FIRST, MOST_REPORTS, null);
    Map<String, Map<String, Object>> newest = new LinkedHashMap<>();
    for (Event event : store.find(query, cancellation).events()) {
      if (event.data().get("instance") instanceof String instance && !instance.equals(own)) {
        newest.computeIfAbsent(instance, first -> report(event, now));
      }
    }
    return new ArrayList<>(newest.values());
  }

  private static Map<String, Object> report(Event event, Instant now) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("reported_at", event.createdAt().toString());
    report.put("overdue", isOverdue(event, now));
    if (!event.context().isEmpty()) {
      report.put("context", event.context());
    }
    report.putAll(event.data());
    return report;
  }

  private static boolean isOverdue(Event event, Instant now) {
    boolean isClosed = Boolean.TRUE.equals(event.data().get("closed"));
    return !isClosed
        && event.data().get("every_ms") instanceof Number every
        && event.createdAt().plusMillis(LATE * every.longValue()).isBefore(now);
  }
}
