package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.stream.Collectors;

/** Says that one or several schemas cannot be registered, with everything that was found wrong. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<SchemaProblem> problems;

  SchemaException(List<SchemaProblem> problems) {
    super(problems.stream().map(SchemaProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  SchemaException(String source, String at, String problem) {
    this(List.of(new SchemaProblem(source, at, problem)));
  }

  /** For a source that does not exist or cannot be parsed. */
  static SchemaException unreadable(String source, String at, String problem) {
    return new SchemaException(List.of(new SchemaProblem(source, at, problem, true)));
  }

  /** Everything that is wrong; at least one problem. */
  public List<SchemaProblem> problems() {
    return problems;
  }
}
