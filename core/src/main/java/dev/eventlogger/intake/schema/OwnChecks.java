package dev.eventlogger.intake.schema;

import dev.eventlogger.intake.pattern.EcmaPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is checked for Vert.x: keywords that it checks in unbounded time, or too loosely. Each check
 * has a number, and Vert.x knows it as the {@code format} of that number: that is where it lets
 * others in. Filled by one thread, then immutable and thread-safe.
 */
final class OwnChecks {

  /** One check. */
  interface OwnCheck {
    /** What is wrong with a value, or null. */
    @Nullable String problem(@Nullable Object value, WorkBudget budget);
  }

  /** What the names of our formats start with; a schema's own unknown formats are left out. */
  private static final String PREFIX = "own:";

  private final List<OwnCheck> checks = new ArrayList<>();

  /** A format that stands for {@code pattern}. */
  String pattern(String regex) {
    Pattern pattern = EcmaPattern.compile(regex);
    return add(
        (value, budget) ->
            value instanceof String text && !budget.finds(pattern, text)
                ? "must match the pattern " + Words.quoted(regex)
                : null);
  }

  /** A format that stands for {@code uniqueItems}. */
  String uniqueItems() {
    return add(
        (value, budget) ->
            value instanceof List<?> list && hasTwins(list) ? "must not hold equal items" : null);
  }

  /** A format that stands for another, or null if Vert.x's own will do. */
  @Nullable String format(String format) {
    return switch (format) {
      case "date-time" ->
          text(
              Rfc3339::isDateTime, "must be a date-time of RFC 3339, such as 2026-11-21T05:14:50Z");
      case "uri" -> text(Rfc3986::isUri, "must be a URI (RFC 3986)");
      case "uri-reference" -> text(Rfc3986::isReference, "must be a URI reference (RFC 3986)");
      default -> null;
    };
  }

  /** What is wrong with a value by the check that a format stands for, or null. */
  @Nullable String problem(@Nullable String format, @Nullable Object value, WorkBudget budget) {
    if (format == null || !format.startsWith(PREFIX)) {
      return null;
    }
    return checks.get(Integer.parseInt(format.substring(PREFIX.length()))).problem(value, budget);
  }

  private String text(Predicate<String> isRight, String problem) {
    return add(
        (value, budget) -> value instanceof String text && !isRight.test(text) ? problem : null);
  }

  private String add(OwnCheck check) {
    checks.add(check);
    return PREFIX + (checks.size() - 1);
  }

  private static boolean hasTwins(List<?> list) {
    Set<String> seen = new HashSet<>();
    for (Object item : list) {
      StringBuilder text = new StringBuilder();
      EqualText.append(item, text);
      if (!seen.add(text.toString())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks for patterns in all keys of a value, only to find out whether that takes too much work.
   */
  static void spendOnKeys(List<Pattern> patterns, @Nullable Object value, WorkBudget budget) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        for (Pattern pattern : patterns) {
          budget.finds(pattern, (String) entry.getKey());
        }
        spendOnKeys(patterns, entry.getValue(), budget);
      }
    } else if (value instanceof List<?> list) {
      list.forEach(item -> spendOnKeys(patterns, item, budget));
    }
  }
}
