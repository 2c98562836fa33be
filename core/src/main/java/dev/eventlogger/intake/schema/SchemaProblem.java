package dev.eventlogger.intake.schema;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a schema.
 *
 * @param source the file, or whatever else the schema came from
 * @param at where in the schema: a JSON pointer (RFC 6901), empty for the schema as a whole
 * @param problem what is wrong there, and what would be right
 */
public record SchemaProblem(String source, String at, String problem) {
  public SchemaProblem {
    requireNonNull(source, "source");
    requireNonNull(at, "at");
    requireNonNull(problem, "problem");
  }

  @Override
  public String toString() {
    return source + ": " + (at.isEmpty() ? "" : at + ": ") + problem;
  }
}
