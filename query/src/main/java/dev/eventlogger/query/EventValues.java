package dev.eventlogger.query;

import dev.eventlogger.event.Event;
import java.util.List;

/** The values of an event's fields, for a store that reads no more of it than a question needs. */
public interface EventValues {

  /** The values of a field, as {@link Field#scalars} gives them. */
  List<Object> of(Field field);

  /** The values of a whole event. */
  static EventValues of(Event event) {
    return field -> field.scalars(event);
  }
}
