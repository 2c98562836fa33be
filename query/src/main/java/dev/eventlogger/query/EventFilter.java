package dev.eventlogger.query;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects events: those in a span of time for which every condition holds.
 *
 * <p>{@link #matches} is the definition; a store finds exactly the events for which it is true.
 * Times have microsecond precision, as those of events do: a finer bound is rounded up, which
 * changes nothing.
 *
 * @param since the first time that is included; null for no bound. In the years 0000 to 9999
 * @param until the first time that is not included; null for no bound. In the years 0000 to 9999
 * @param conditions at most 100
 */
public record EventFilter(
    @Nullable Instant since, @Nullable Instant until, List<Condition> conditions) {

  /** Every event. */
  public static final EventFilter ALL = new EventFilter(null, null, List.of());

  static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final int MOST_CONDITIONS = 100;

  public EventFilter {
    since = since == null ? null : micros("since", since);
    until = until == null ? null : micros("until", until);
    if (since != null && until != null && until.isBefore(since)) {
      throw new IllegalArgumentException(
          "until, " + until + ", must not be before since, " + since);
    }
    conditions = List.copyOf(conditions);
    if (conditions.size() > MOST_CONDITIONS) {
      throw new IllegalArgumentException("there may be at most " + MOST_CONDITIONS + " conditions");
    }
  }

  /** The events from a time on for which every condition holds. */
  public static EventFilter since(Instant since, Condition... conditions) {
    return new EventFilter(since, null, List.of(conditions));
  }

  /** The events of any time for which every condition holds. */
  public static EventFilter of(Condition... conditions) {
    return new EventFilter(null, null, List.of(conditions));
  }

  /** Whether the filter selects an event. */
  public boolean matches(Event event) {
    return matches(EventValues.of(event));
  }

  /** Whether the filter selects an event with some values. */
  public boolean matches(EventValues event) {
    return (since == null || !time(event).isBefore(since))
        && (until == null || time(event).isBefore(until))
        && conditions.stream().allMatch(condition -> condition.matches(event));
  }

  /**
   * The filter with its conditions on data and context alone, for a store whose destination decides
   * all the others.
   */
  public EventFilter ofJson() {
    return new EventFilter(
        null,
        null,
        conditions.stream().filter(condition -> condition.field().part().isJson()).toList());
  }

  private static Instant time(EventValues event) {
    return (Instant) event.of(Field.CREATED_AT).get(0);
  }

  /**
   * The first whole microsecond that is not before a time.
   *
   * @param name of what the time is, for the message
   * @throws IllegalArgumentException if it is not in the years 0000 to 9999
   */
  public static Instant micros(String name, Instant time) {
    Instant cut =
        time.isBefore(FIRST) || time.isAfter(LAST) ? null : time.truncatedTo(ChronoUnit.MICROS);
    if (cut == null) {
      throw new IllegalArgumentException(name + ": must be in the years 0000 to 9999, not " + time);
    }
    return cut.equals(time) ? cut : cut.plus(1, ChronoUnit.MICROS);
  }
}
