package dev.eventlogger.consume;

/**
 * A consumer cannot begin, or cannot go on. The message says what is wrong, and what would be
 * right.
 */
public final class ConsumerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ConsumerException(String message) {
    super(message);
  }

  ConsumerException(String message, Throwable cause) {
    super(message, cause);
  }
}
