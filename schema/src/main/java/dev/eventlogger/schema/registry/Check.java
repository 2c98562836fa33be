package dev.eventlogger.schema.registry;

import org.jspecify.annotations.Nullable;

/**
 * Part of a compiled schema: says of a value "surely valid", or that it does not know. Wrong only
 * ever in the second way, compared with what {@link VertxRun} says of the JSON that would be
 * written. Immutable, thread-safe; works on the application's own values, and makes no garbage in
 * those of the JDK.
 */
@FunctionalInterface
interface Check {

  /** Every value is valid. */
  Check ALWAYS = value -> true;

  /** For what is not decided here. */
  Check UNSURE = value -> false;

  /** Whether the value is surely valid; false: ask Vert.x. */
  boolean surelyValid(@Nullable Object value);

  /** Both. */
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
