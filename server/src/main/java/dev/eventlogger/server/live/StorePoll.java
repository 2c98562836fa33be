package dev.eventlogger.server.live;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Reads from a store what a live view has missed. Thread-safe. */
final class StorePoll {

  /**
   * How far before the last look to read again: an event from that time may not have been delivered
   * by then.
   */
  static final Duration OVERLAP = Duration.ofSeconds(15);

  /** How long one look may take. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int MOST = 20_000;
  private static final int PAGE = 500;

  private StorePoll() {}

  /**
   * Events that were read.
   *
   * @param isWhole whether these are all: there were no more than are read at once
   */
  record Past(List<Event> events, boolean isWhole) {}

  /**
   * Passes on the events of a filter, the earliest first, a page at a time, while more are wanted.
   */
  static void pages(
      EventStore store,
      EventFilter filter,
      Cancellation cancellation,
      Predicate<List<Event>> wantsMore) {
    EventQuery query = new EventQuery(filter, Sort.EARLIEST_FIRST, PAGE, null);
    EventPage page = store.find(query, cancellation);
    while (wantsMore.test(page.events()) && page.next() != null) {
      page = store.find(query.after(page.next()), cancellation);
    }
  }

  /**
   * The events that may have arrived after a given one, the earliest first: those since shortly
   * before it happened, without itself, as many as are read at once. Empty and not whole if the
   * given event is not in the store.
   */
  static Past after(EventStore store, EventFilter filter, UUID id) {
    Cancellation cancellation = Cancellation.after(TIMEOUT);
    EventFilter only = EventFilter.of(Condition.equal(Field.ID, id));
    List<Event> found = store.find(EventQuery.of(only), cancellation).events();
    if (found.isEmpty()) {
      return new Past(List.of(), false);
    }
    Instant from = found.get(0).createdAt().minus(OVERLAP);
    Instant since = filter.since() == null || from.isAfter(filter.since()) ? from : filter.since();
    if (filter.until() != null && !since.isBefore(filter.until())) {
      return new Past(List.of(), true);
    }
    List<Event> events = new ArrayList<>();
    pages(
        store,
        new EventFilter(since, filter.until(), filter.conditions()),
        cancellation,
        page -> {
          page.stream().filter(event -> !event.id().equals(id)).forEach(events::add);
          return events.size() < MOST;
        });
    return new Past(events, events.size() < MOST);
  }

  /** The last events, the earliest of them first. */
  static Past last(EventStore store, EventFilter filter, int count) {
    EventQuery query = new EventQuery(filter, Sort.LATEST_FIRST, count, null);
    List<Event> events = new ArrayList<>(store.find(query, Cancellation.after(TIMEOUT)).events());
    Collections.reverse(events);
    return new Past(events, true);
  }
}
