package dev.eventlogger.server.trust;

/**
 * Names of events: one, or all that begin alike, as in {@code billing-*}. Immutable.
 *
 * @param text as it is configured
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

  /** As it is configured. */
  public static NamePattern parse(String text) {
    return new NamePattern(text);
  }

  /** Whether it is about a name. */
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
