package dev.eventlogger.schema.registry;

import org.jspecify.annotations.Nullable;

/**
 * Part of a compiled schema: answers "surely valid" for a value, or that it cannot tell. Only the
 * latter may be wrong, compared with what {@link VertxRun} says of the JSON that would be written.
 * Immutable, thread-safe; works on the application's own values, and allocates nothing for those of
 * the JDK.
 */
@FunctionalInterface
interface Check {

  /** Every value is valid. */
  Check ALWAYS = value -> true;

  /** For what cannot be decided here. */
  Check UNSURE = value -> false;

  /** Whether the value is surely valid; if false, ask Vert.x. */
  boolean surelyValid(@Nullable Object value);

  /** Requires both. */
  default Check and(Check other) {
    if (this == ALWAYS || other == UNSURE) {
      return other;
    }
    if (other == ALWAYS || this == UNSURE) {
      return this;
    }
    return value -> surelyValid(value) && other.surelyValid(value);
  }
}
