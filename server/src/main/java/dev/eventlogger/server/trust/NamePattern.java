package dev.eventlogger.server.trust;

/**
 * One name of events, or all names with the same beginning, as in {@code billing-*}. Immutable.
 *
 * @param text the pattern as it is configured
 */
public record NamePattern(String text) {

  public NamePattern {
    int star = text.indexOf('*');
    if (text.isBlank() || (star >= 0 && star != text.length() - 1)) {
      throw new IllegalArgumentException(
          "must be the name of an event, or the beginning of names with a * behind it, such as"
              + " billing-*");
    }
  }

  /** Reads a pattern as it is configured. */
  public static NamePattern parse(String text) {
    return new NamePattern(text);
  }

  /** Whether a name is among them. */
  public boolean matches(String name) {
    return text.endsWith("*")
        ? name.startsWith(text.substring(0, text.length() - 1))
        : name.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
