package dev.eventlogger.schema.privacy;

import dev.eventlogger.schema.pattern.CountedText;
import dev.eventlogger.schema.pattern.WorkExceededException;
import java.util.regex.Pattern;

/**
 * Searches names for the patterns of {@code patternProperties}, in bounded time, since names may
 * come from a hostile sender. For one event.
 */
final class NameSearch {

  private static final long LOOKS = 500_000;
  private static final int LOOKS_PER_CHARACTER = 64;

  /** Says that it takes too long to tell whether a name matches. */
  static final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecidedException() {
      super("takes too long to match", null, false, false);
    }
  }

  private long left = LOOKS;

  /**
   * Whether the pattern is found in the name.
   *
   * @throws UndecidedException if it takes too much time or stack to tell
   */
  boolean finds(Pattern pattern, String name) {
    left += (long) LOOKS_PER_CHARACTER * name.length();
    CountedText counted = new CountedText(name, left);
    try {
      return pattern.matcher(counted).find();
    } catch (WorkExceededException | StackOverflowError e) {
      throw new UndecidedException();
    } finally {
      left = Math.min(counted.left(), LOOKS);
    }
  }
}
