package dev.eventlogger.query;

import dev.eventlogger.upkeep.EventReports;
import java.util.ArrayList;
import java.util.List;

/** The events about the logs themselves: who has read them, and how event loggers are doing. */
public final class OwnEvents {

  /** The name of events that record who has read. */
  public static final String READ = "event-read";

  private static final List<Object> NAMES = List.of(READ, EventReports.NAME);

  private OwnEvents() {}

  /** Whether a name is reserved for these events. */
  public static boolean areCalled(String name) {
    return NAMES.contains(name);
  }

  /**
   * The filter without these events, so that nobody sees the traces of their own reading; unchanged
   * if it names events.
   */
  public static EventFilter hide(EventFilter filter) {
    for (Condition condition : filter.conditions()) {
      boolean isOfNames =
          condition.field().equals(Field.NAME) && condition.operator() == Operator.EQUAL;
      if (isOfNames) {
        return filter; // selects them if they are among the names
      }
    }
    List<Condition> conditions = new ArrayList<>(filter.conditions());
    conditions.add(new Condition(Field.NAME, Operator.NOT_EQUAL, NAMES));
    return new EventFilter(filter.since(), filter.until(), conditions);
  }
}
