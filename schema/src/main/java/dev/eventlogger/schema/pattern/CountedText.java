package dev.eventlogger.schema.pattern;

/**
 * A text that counts how often it is read, and stops whoever reads too often. {@code
 * java.util.regex} reads a character at every step, even when it backtracks, so this bounds the
 * time of any pattern. For one thread.
 */
public final class CountedText implements CharSequence {

  private String text = "";
  private long left;

  /** An empty text. */
  public CountedText() {}

  /**
   * Wraps a text.
   *
   * @param mostLooks how many characters may be read; the next one throws {@link
   *     WorkExceededException}
   */
  public CountedText(String text, long mostLooks) {
    become(text, mostLooks);
  }

  /** Wraps another text. */
  public void become(String other, long mostLooks) {
    text = other;
    left = mostLooks;
  }

  /** How many characters may still be read. */
  public long left() {
    return left;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new WorkExceededException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
