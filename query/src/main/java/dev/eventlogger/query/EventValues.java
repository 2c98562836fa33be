package dev.eventlogger.query;

import dev.eventlogger.event.Event;
import java.util.List;

/** What an event has in its fields, for a store that reads no more of it than a question needs. */
public interface EventValues {

  /** The values of a field, as {@link Field#scalars} gives them. */
  List<Object> of(Field field);

  /** Those of a whole event. */
  static EventValues of(Event event) {
    return field -> field.scalars(event);
  }
}
