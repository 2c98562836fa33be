package dev.eventlogger.cli.verify;

/** Whether something was tampered with cannot be said. The message says what is missing. */
public final class CannotTellException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotTellException(String message) {
    super(message);
  }
}
