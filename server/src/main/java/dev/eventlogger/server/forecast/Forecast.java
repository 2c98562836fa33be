package dev.eventlogger.server.forecast;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of an event. Holds none of its values.
 *
 * @param outcome its outcome if no log's queue is full
 * @param logs the logs it would go to
 * @param unmatched the logs whose {@code when} does not match it, each with the first key of {@code
 *     when} that does not match; empty if no log was asked
 * @param sampling the place in the configuration of the rule that keeps only a share of the events
 *     of its name, if this event is one of those kept; null for none
 * @param validation whether it meets its schema
 * @param violations why it does not meet its schema, although it would be recorded
 * @param changes the values of its data that would not be recorded unchanged
 */
public record Forecast(
    Outcome outcome,
    List<String> logs,
    List<Unmatched> unmatched,
    @Nullable String sampling,
    Validation validation,
    List<Problem> violations,
    List<Change> changes) {

  public Forecast {
    logs = List.copyOf(logs);
    unmatched = List.copyOf(unmatched);
    violations = List.copyOf(violations);
    changes = List.copyOf(changes);
  }

  /** The forecast for an event that is refused before anything else is checked. */
  static Forecast of(Outcome outcome) {
    return new Forecast(outcome, List.of(), List.of(), null, Validation.NONE, List.of(), List.of());
  }

  /** Whether an event meets its schema. */
  public enum Validation {
    /** It names no schema, or was refused before that mattered. */
    NONE,
    /** It names a schema that is not registered. */
    UNREGISTERED,
    /** It meets its schema. */
    VALID,
    /** It does not meet its schema. */
    INVALID
  }

  /**
   * A log that does not want an event.
   *
   * @param key the key of its {@code when} that does not match, such as {@code data.status}
   */
  public record Unmatched(String log, String key) {}

  /**
   * A value that would not be recorded unchanged.
   *
   * @param at where in the event: a JSON pointer
   * @param how what would be done to it
   */
  public record Change(String at, How how) {}

  /** What would be done to a value. */
  public enum How {
    /** It is left out. */
    REMOVED,
    /** It becomes null. */
    NULL,
    /** It becomes asterisks. */
    MASKED,
    /** It becomes its hash. */
    HASHED,
    /** It becomes something else: an array with fewer items, for instance. */
    MODIFIED
  }
}
