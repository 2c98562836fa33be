package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.List;

/**
 * Events of a batch that are sent together, and how often they were.
 *
 * @param events at least one
 * @param tries calls of the sink that held these events
 * @param since when the first of these calls was
 */
record Attempts(List<Event> events, int tries, Instant since) {

  Attempts again() {
    return again(events);
  }

  Attempts again(List<Event> rest) {
    return new Attempts(rest, tries + 1, since);
  }

  Attempts firstHalf() {
    return again(events.subList(0, events.size() / 2));
  }

  Attempts secondHalf() {
    return again(events.subList(events.size() / 2, events.size()));
  }
}
