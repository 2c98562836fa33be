package dev.eventlogger.cli;

/** A limit as it is written: a number, or 0 or {@code all} for none. */
final class LimitText {

  private static final long MOST = 1_000_000_000_000L;

  private LimitText() {}

  /** The number; {@code Long.MAX_VALUE} for none. */
  static long parse(String text) {
    if (text.equals("all") || text.equals("0")) {
      return Long.MAX_VALUE;
    }
    if (text.matches("[0-9]{1,13}") && Long.parseLong(text) <= MOST) {
      return Long.parseLong(text);
    }
    throw new UserMistake(
        "--limit: must be a whole number, or all, not \"" + Cell.of(text, 20) + "\"");
  }
}
