package dev.eventlogger.cli;

/** Something the user asked for that cannot be done; the message says why and needs no stack. */
final class UserMistake extends RuntimeException {

  private static final long serialVersionUID = 1;

  UserMistake(String message) {
    super(message);
  }
}
