package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Sort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds the events that arrive in a store, each once. Events arrive out of order, through queues
 * and from other machines, so the last seconds are read again each time, and known events are
 * skipped. For one thread.
 */
final class Following {

  /** How late an event may come, after the latest one seen, and still be found. */
  static final Duration LATENESS = Duration.ofSeconds(30);

  private static final int PAGE = 1_000;

  private final EventStore store;
  private final EventFilter filter;
  private final Clock clock;
  private final Map<UUID, Instant> known = new HashMap<>();
  private Instant latest;

  Following(EventStore store, EventFilter filter, Clock clock) {
    this.store = store;
    this.filter = filter;
    this.clock = clock;
    latest = clock.instant();
  }

  /** The last events at present, the earliest first; later ones are left to {@link #poll}. */
  List<Event> last(int count) {
    // What arrived lately counts as known from now on, whether shown or not.
    forEachNew(unused -> {});
    if (count == 0) {
      return List.of();
    }
    EventPage page = store.find(new EventQuery(filter, Sort.LATEST_FIRST, count, null));
    List<Event> events = new ArrayList<>(page.events());
    events.forEach(this::isNew);
    Collections.reverse(events);
    return events;
  }

  /** Hands out, a page at a time, the events that arrived since, in order of time. */
  void poll(Consumer<List<Event>> pages) {
    forEachNew(pages);
    Instant forgotten = from();
    known.values().removeIf(time -> time.isBefore(forgotten));
  }

  private void forEachNew(Consumer<List<Event>> pages) {
    Instant since =
        filter.since() != null && filter.since().isAfter(from()) ? filter.since() : from();
    if (filter.until() != null && filter.until().isBefore(since)) {
      return;
    }
    EventFilter recent = new EventFilter(since, filter.until(), filter.conditions());
    EventQuery query = new EventQuery(recent, Sort.EARLIEST_FIRST, PAGE, null);
    String next;
    do {
      EventPage page = store.find(query);
      List<Event> unknown = page.events().stream().filter(this::isNew).toList();
      if (!unknown.isEmpty()) {
        pages.accept(unknown);
      }
      next = page.next();
      query = query.after(next);
    } while (next != null);
  }

  private Instant from() {
    return latest.minus(LATENESS);
  }

  private boolean isNew(Event event) {
    Instant time = event.createdAt();
    // An event with a time in the future must not hide those of the present.
    if (time.isAfter(latest) && !time.isAfter(clock.instant())) {
      latest = time;
    }
    return known.put(event.id(), time) == null;
  }
}
