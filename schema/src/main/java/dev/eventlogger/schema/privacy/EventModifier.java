package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.SchemaRef;
import java.util.Map;

/**
 * Changes the data of events before it is checked and recorded, for instance to take something out
 * of it. Called on the threads that log, by many at once.
 */
@FunctionalInterface
public interface EventModifier {

  /**
   * Returns the data to record instead. If this throws, or returns null, the event is not recorded.
   *
   * @param data a deep copy that may be changed and returned: maps, lists, and the application's
   *     own values
   */
  Map<String, ?> modify(SchemaRef schema, Map<String, ?> data);
}
