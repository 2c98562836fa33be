package dev.eventlogger.server.reading;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
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

  private static final Field INSTANCE = Field.data("instance");

  /**
   * How far back to look for the last report: the longest time between two, with room for a late
   * one.
   */
  static final Duration BACK = Duration.ofDays(2).plusHours(1);

  /** The most instances that are shown. */
  static final int MOST = 500;

  private static final int PAGE = 200;
  private static final int LATE = 2;
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private OtherInstances() {}

  /**
   * The newest report of each instance, the newest first, with its time and whether the next report
   * is overdue.
   *
   * @param own the instance to leave out
   * @param now the time to look back from
   * @throws StoreException if the store does not answer
   */
  public static List<Map<String, Object>> of(
      EventStore store, String own, Instant now, Cancellation cancellation) {
    Map<String, Map<String, Object>> newest = new LinkedHashMap<>();
    List<Object> known = new ArrayList<>(List.of(own));
    while (known.size() <= MOST) {
      List<Event> reports = store.find(query(known, now), cancellation).events();
      reports.forEach(report -> add(report, now, newest));
      newest.keySet().stream().filter(name -> !known.contains(name)).forEach(known::add);
      if (reports.size() < PAGE) {
        break;
      }
    }
    newest.remove(own);
    return new ArrayList<>(newest.values());
  }

  /** Reports of instances that are not known yet: one that reports often must not hide others. */
  private static EventQuery query(List<Object> known, Instant now) {
    EventFilter filter =
        EventFilter.since(
            now.minus(BACK),
            Condition.equal(Field.NAME, EventReports.NAME),
            new Condition(INSTANCE, Operator.NOT_EQUAL, known),
            Condition.of(INSTANCE, Operator.EXISTS));
    return new EventQuery(filter, Sort.LATEST_FIRST, PAGE, null);
  }

  private static void add(Event event, Instant now, Map<String, Map<String, Object>> newest) {
    String instance = String.valueOf(event.data().get("instance"));
    newest.computeIfAbsent(instance, first -> report(event, now));
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
        && event.createdAt().plusMillis(LATE * every.longValue()).plus(ON_ITS_WAY).isBefore(now);
  }
}
