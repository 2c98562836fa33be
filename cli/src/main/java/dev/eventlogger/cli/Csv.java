package dev.eventlogger.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values as RFC 4180 has them. What a spreadsheet would take for a formula
 * gets an apostrophe in front, after OWASP's advice on CSV injection.
 */
final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /** One line with its end; an absent value is an empty cell. */
  static String line(List<? extends @Nullable Object> values) {
    return values.stream()
        .map(value -> cell(value == null ? "" : value.toString()))
        .collect(joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean isPlain =
        harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
