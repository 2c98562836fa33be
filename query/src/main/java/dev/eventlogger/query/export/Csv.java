package dev.eventlogger.query.export;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.spi.OneLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values by RFC 4180. What a spreadsheet would take for a formula gets an
 * apostrophe in front, following OWASP's advice on CSV injection; characters that a terminal would
 * obey, or that hide or reorder text, are escaped. Thread-safe.
 */
public final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  /** Line breaks and tabs in a cell, and what joins Persian letters and emoji. */
  private static final String KEPT = "\n\r\t\u200c\u200d";

  private Csv() {}

  /** One line with its line break; an absent value is an empty cell. */
  public static String line(List<? extends @Nullable Object> values) {
    return values.stream()
        .map(value -> cell(value == null ? "" : value.toString()))
        .collect(joining(",", "", "\r\n"));
  }

  private static String cell(String value) {
    String text = visible(value);
    String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean isPlain =
        harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /**
   * Text in which control characters, and those that hide or reorder text, are escaped as {@code
   * \}{@code uXXXX}; line breaks and tabs stay, and so does what joins letters.
   */
  public static String visible(String text) {
    if (OneLine.escape(text).length() == text.length()) {
      return text;
    }
    StringBuilder harmless = new StringBuilder(text.length() + 16);
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> harmless.append(KEPT.contains(c) ? c : OneLine.escape(c)));
    return harmless.toString();
  }
}
