package dev.eventlogger.query;

import dev.eventlogger.upkeep.EventReports;
import java.util.ArrayList;
import java.util.List;

/** The events that tell of the logs themselves: who has read, and how event loggers are. */
public final class OwnEvents {

  /** What the events are called that note who has read. */
  public static final String READ = "event-read";

  private static final List<Object> NAMES = List.of(READ, EventReports.NAME);

  private OwnEvents() {}

  /** Whether they are called so, which nobody else's may be. */
  public static boolean areCalled(String name) {
    return NAMES.contains(name);
  }

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
    conditions.add(new Condition(Field.NAME, Operator.NOT_EQUAL, NAMES));
    return new EventFilter(filter.since(), filter.until(), conditions);
  }
}
