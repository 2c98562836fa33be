package dev.eventlogger.schema.pattern;

/** Says why a text is not a regular expression of ECMA-262, or is one that cannot be run. */
public final class MalformedPatternException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  MalformedPatternException(String problem, int index) {
    super(problem + ", near index " + index);
  }

  MalformedPatternException(String problem) {
    super(problem);
  }
}
