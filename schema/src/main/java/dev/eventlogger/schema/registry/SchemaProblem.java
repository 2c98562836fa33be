package dev.eventlogger.schema.registry;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a schema.
 *
 * @param source the file, or whatever else the schema came from
 * @param at where in the schema: a JSON pointer (RFC 6901), empty for the schema as a whole
 * @param problem what is wrong there, and what would be right
 * @param isUnreadable whether the source does not exist, or is neither JSON nor YAML, so that
 *     nothing is known of the schema
 */
public record SchemaProblem(String source, String at, String problem, boolean isUnreadable) {
  public SchemaProblem {
    requireNonNull(source, "source");
    requireNonNull(at, "at");
    requireNonNull(problem, "problem");
  }

  /** A problem of a schema that could be read. */
  public SchemaProblem(String source, String at, String problem) {
    this(source, at, problem, false);
  }

  @Override
  public String toString() {
    return source + ": " + (at.isEmpty() ? "" : at + ": ") + problem;
  }
}
