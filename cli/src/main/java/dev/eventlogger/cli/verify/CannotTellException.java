package dev.eventlogger.cli.verify;

/**
 * It is not possible to say whether something was tampered with. The message says what is missing.
 */
public final class CannotTellException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotTellException(String message) {
    super(message);
  }
}
