package dev.eventlogger.schema.privacy;

/** How a schema applies to a value, the strongest way first. */
enum Applicability {
  /** The value must meet it: through properties, items, {@code $ref}, {@code allOf}. */
  CERTAIN,
  /** The value may be what the schema describes: through {@code anyOf}, {@code if} and the like. */
  POSSIBLE,
  /** The value must not be what the schema describes: through {@code not}. */
  NEGATED;

  /** How a schema applies that is reached in these two steps. */
  Applicability then(Applicability next) {
    return compareTo(next) >= 0 ? this : next;
  }
}
