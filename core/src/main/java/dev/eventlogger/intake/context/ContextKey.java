package dev.eventlogger.intake.context;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a value to add to events, such as {@code user.id}. Immutable. */
public final class ContextKey {

  private static final int LONGEST = 100;

  /** As a whole, each of these would hold secrets, or whatever a client sends. */
  private static final Set<String> WHOLES = Set.of("args", "env", "headers", "request");

  // The words by which the configuration recognises secrets, and cookies.
  private static final Pattern SECRET =
      Pattern.compile(
          "passw(?:or)?d|passphrase|pwd|secret|token|credential|authorization|cookie"
              + "|http[_-]?auth|api[_-]?key|[_-]key(?:\\.|$)|(?:^|\\.)key(?:\\.|$)",
          Pattern.CASE_INSENSITIVE);

  // Not a record: it is only written as a text, never as a mapping of components.
  private final String text;

  private ContextKey(String text) {
    this.text = text;
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if the text is not a key, or names what is never logged
   */
  public static ContextKey parse(String text) {
    if (text.length() > LONGEST
        || List.of(text.split("\\.", -1)).stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "must have 1 to " + LONGEST + " characters, with no empty part between dots");
    }
    if (SECRET.matcher(text).find()) {
      throw new IllegalArgumentException(
          '"' + text + "\" names a secret, which is never logged; remove it");
    }
    if (WHOLES.contains(text)) {
      throw new IllegalArgumentException(
          "must name one value, such as headers.Host; not all of \"" + text + '"');
    }
    return new ContextKey(text);
  }

  /** Whether it is below another, as {@code user.id} is below {@code user}. */
  boolean isBelow(ContextKey other) {
    return text.startsWith(other.text + ".");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The key as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
