package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.util.List;

/**
 * Events of a batch that are sent together, and how often they were.
 *
 * @param events at least one
 * @param tries calls of the sink that held these events
 */
record Attempts(List<Event> events, int tries) {

  Attempts again() {
    return new Attempts(events, tries + 1);
  }

  Attempts again(List<Event> rest) {
    return new Attempts(rest, tries + 1);
  }

  Attempts firstHalf() {
    return new Attempts(events.subList(0, events.size() / 2), tries + 1);
  }

  Attempts secondHalf() {
    return new Attempts(events.subList(events.size() / 2, events.size()), tries + 1);
  }
}
