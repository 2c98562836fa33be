package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.util.List;

/**
 * Events that go to the sink together, in the order accepted.
 *
 * @param events at least one, unmodifiable
 */
record Batch(List<Event> events) {}
