package dev.eventlogger.schema.privacy;

import java.util.regex.Pattern;

/**
 * Searches names for the patterns of {@code patternProperties}, in bounded time, since names may
 * come from a hostile sender. For one event.
 */
final class NameSearch {

  private static final long LOOKS = 500_000;
  private static final int LOOKS_PER_CHARACTER = 64;

  /** It takes too long to tell whether a name matches. */
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
    try {
      return pattern.matcher(new CountedName(name)).find();
    } catch (StackOverflowError e) {
      throw new UndecidedException();
    } finally {
      left = Math.min(left, LOOKS);
    }
  }

  /** Counts how often it is looked at: {@code java.util.regex} does so at every step. */
  private final class CountedName implements CharSequence {

    private final String name;

    CountedName(String name) {
      this.name = name;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new UndecidedException();
      }
      return name.charAt(index);
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return name.subSequence(start, end);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
