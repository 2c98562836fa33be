package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.SchemaRef;
import java.util.Map;

/** Is told of events, on a thread of its own, one at a time and in order. */
@FunctionalInterface
public interface EventListener {

  /**
   * Takes note of an event. Exceptions are counted, and logged once.
   *
   * @param data a deep copy that is the listener's own: maps, lists, and the application's own
   *     values
   */
  void onEvent(SchemaRef schema, Map<String, ?> data);
}
