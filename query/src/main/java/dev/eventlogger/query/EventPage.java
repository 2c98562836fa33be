package dev.eventlogger.query;

import dev.eventlogger.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events.
 *
 * @param events in the order asked for
 * @param next the {@code after} of the query for the next page; null if there is none
 */
public record EventPage(List<Event> events, @Nullable String next) {

  public EventPage {
    events = List.copyOf(events);
  }

  /**
   * The page of a query, for a store that read up to one event more than its limit.
   *
   * @param found what comes after {@link EventQuery#afterKey()}, in order
   */
  public static EventPage of(EventQuery query, List<Event> found) {
    if (found.size() <= query.limit()) {
      return new EventPage(found, null);
    }
    List<Event> events = found.subList(0, query.limit());
    Event last = events.get(events.size() - 1);
    return new EventPage(events, PageKey.of(last, query.sort()).toText(query.sort()));
  }
}
