package dev.eventlogger.query;

/**
 * Says that a store cannot do what it is asked. The message says what, and what it can do instead.
 */
public final class UnsupportedQueryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Made with what the store cannot do, and what would be right. */
  public UnsupportedQueryException(String message) {
    super(message);
  }
}
