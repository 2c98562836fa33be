package dev.eventlogger.schema.privacy;

/** How a schema has a say about a value, the strongest first. */
enum Applicability {
  /** The value must meet it: through properties, items, {@code $ref}, {@code allOf}. */
  CERTAIN,
  /** The value may be what it describes: through {@code anyOf}, {@code if} and the like. */
  POSSIBLE,
  /** The value must not be what it describes: through {@code not}. */
  NEGATED;

  /** How what is reached in two steps is reached. */
  Applicability then(Applicability next) {
    return compareTo(next) >= 0 ? this : next;
  }
}
