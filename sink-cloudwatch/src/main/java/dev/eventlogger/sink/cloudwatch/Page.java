package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.PageKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events of a page, in order, and one more if there is one. An event that is found twice is in
 * it once; two that only share their id and time are both in it. For one thread.
 */
final class Page {

  private final EventQuery query;
  private final Comparator<Event> order;
  private final TreeSet<Event> events;
  private final @Nullable PageKey after;

  Page(EventQuery query) {
    // A different event with the same id must stay visible to whoever compares events with a seal.
    Comparator<Event> byTime =
        Comparator.comparing(Event::createdAt)
            .thenComparing(event -> event.id().toString())
            .thenComparing(Event::toJson);
    this.query = query;
    order = query.sort().ascending() ? byTime : byTime.reversed();
    events = new TreeSet<>(order);
    after = query.afterKey();
  }

  /** Adds an event, if it belongs on the page as far as is known by now. */
  void add(Event event) {
    if (isAfter(event) && query.filter().matches(event)) {
      events.add(event);
      if (events.size() > query.limit() + 1) {
        events.pollLast();
      }
    }
  }

  private boolean isAfter(Event event) {
    if (after == null || !(after.value() instanceof Instant time)) {
      return true;
    }
    int byTime = event.createdAt().compareTo(time);
    int comparison = byTime != 0 ? byTime : event.id().toString().compareTo(after.id().toString());
    return query.sort().ascending() ? comparison > 0 : comparison < 0;
  }

  /** Whether only an event before the last one can still change the page. */
  boolean isFull() {
    return events.size() > query.limit();
  }

  /** The time of the last event, which is already beyond the page if the page is full. */
  long lastMillis() {
    return events.last().createdAt().toEpochMilli();
  }

  EventPage toEventPage() {
    return EventPage.of(query, List.copyOf(events));
  }
}
