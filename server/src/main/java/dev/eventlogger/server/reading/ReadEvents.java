package dev.eventlogger.server.reading;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import java.util.ArrayList;
import java.util.List;

/** The events that note who has read. */
public final class ReadEvents {

  /** What they are called. */
  public static final String NAME = "event-read";

  private ReadEvents() {}

  /** The same events without these, so that nobody watches himself watch; unless he names them. */
  public static EventFilter hide(EventFilter filter) {
    for (Condition condition : filter.conditions()) {
      boolean isOfNames =
          condition.field().equals(Field.NAME) && condition.operator() == Operator.EQUAL;
      if (isOfNames) {
        return filter; // it has them if they are among the names
      }
    }
    List<Condition> conditions = new ArrayList<>(filter.conditions());
    conditions.add(Condition.of(Field.NAME, Operator.NOT_EQUAL, NAME));
    return new EventFilter(filter.since(), filter.until(), conditions);
  }
}
