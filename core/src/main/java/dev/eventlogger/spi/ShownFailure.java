package dev.eventlogger.spi;

import org.jspecify.annotations.Nullable;

/** Stands in for another exception whose message must not be shown; see {@link FailureWords}. */
final class ShownFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final String name;

  /**
   * Creates an exception that prints like another.
   *
   * @param name of the other's class
   * @param words what may be shown of its message
   */
  ShownFailure(String name, @Nullable String words, @Nullable Throwable cause) {
    super(words, cause, true, true);
    this.name = name;
  }

  /** The class that it stands for. */
  String name() {
    return name;
  }

  @Override
  @SuppressWarnings(
      "OverrideThrowableToString") // a logger prints the class in front of the message
  public String toString() {
    String words = getMessage();
    return words == null ? name : name + ": " + words;
  }

  /** Does nothing, since its own trace is of no interest. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
