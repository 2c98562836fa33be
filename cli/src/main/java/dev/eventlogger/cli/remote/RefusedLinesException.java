package dev.eventlogger.cli.remote;

/** A server took none of the events that it was sent. */
public final class RefusedLinesException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedLinesException(String message) {
    super(message);
  }
}
