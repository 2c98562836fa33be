package dev.eventlogger.cli;

import java.util.function.Supplier;

/** Something the user asked for that cannot be done; the message says why and needs no stack. */
final class UserMistake extends RuntimeException {

  private static final long serialVersionUID = 1;

  UserMistake(String message) {
    super(message);
  }

  /**
   * What is made of something the user wrote.
   *
   * @param where what goes before the message, such as {@code "--sort: "}
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
