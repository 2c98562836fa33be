package dev.eventlogger.schema.pattern;

/** A text is no regular expression of ECMA-262, or none that can be run; the message says why. */
public final class MalformedPatternException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  MalformedPatternException(String problem, int index) {
    super(problem + ", near index " + index);
  }

  MalformedPatternException(String problem) {
    super(problem);
  }
}
