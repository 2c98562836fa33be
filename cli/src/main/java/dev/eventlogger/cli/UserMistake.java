package dev.eventlogger.cli;

import java.util.function.Supplier;

/** Something the user asked for cannot be done; the message says why, without a stack trace. */
final class UserMistake extends RuntimeException {

  private static final long serialVersionUID = 1;

  UserMistake(String message) {
    super(message);
  }

  /**
   * Makes something from what the user wrote.
   *
   * @param where what precedes the message, such as {@code "--sort: "}
   * @throws UserMistake if that is wrong
   */
  static <T> T ifWrong(String where, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new UserMistake(where + e.getMessage());
    }
  }
}
