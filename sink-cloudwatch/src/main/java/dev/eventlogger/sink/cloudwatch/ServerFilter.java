package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the conditions that the service can check, as a JSON filter pattern. It drops only
 * events that do not meet them, and keeps all that do: what it keeps is checked again here.
 *
 * <p>It covers only the event's own text fields, and only values of plain characters, since in a
 * pattern {@code *} stands for anything, and a bare term would be matched as a word.
 */
final class ServerFilter {

  private static final int LONGEST_PATTERN = 1024;
  private static final int MOST_VALUES = 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._/-]{1,200}");

  private ServerFilter() {}

  /** Returns the pattern; null if the service is to check nothing. */
  static @Nullable String of(List<Condition> conditions) {
    List<String> patterns = new ArrayList<>();
    int length = "{  }".length();
    for (Condition condition : conditions) {
      Optional<String> pattern = pattern(condition);
      if (pattern.isPresent() && length + pattern.get().length() + 4 <= LONGEST_PATTERN) {
        patterns.add(pattern.get());
        length += pattern.get().length() + 4;
      }
    }
    return patterns.isEmpty() ? null : "{ " + String.join(" && ", patterns) + " }";
  }

  private static Optional<String> pattern(Condition condition) {
    String member = member(condition.field());
    boolean isPlain =
        condition.values().size() <= MOST_VALUES
            && condition.values().stream()
                .allMatch(value -> value instanceof String text && PLAIN.matcher(text).matches());
    if (member == null || !isPlain) {
      return Optional.empty();
    }
    if (condition.operator() == Operator.CONTAINS) {
      return Optional.of(equal(member, "*" + condition.values().get(0) + "*"));
    }
    if (condition.operator() != Operator.EQUAL) {
      return Optional.empty();
    }
    List<String> alternatives =
        condition.values().stream().map(value -> equal(member, (String) value)).toList();
    return Optional.of(
        alternatives.size() == 1
            ? alternatives.get(0)
            : "(" + String.join(" || ", alternatives) + ")");
  }

  private static String equal(String member, String value) {
    return "$." + member + " = \"" + value + "\"";
  }

  /** The member of the canonical JSON for a text field; null for other fields. */
  private static @Nullable String member(Field field) {
    return switch (field.part()) {
      case UID -> "uid";
      case TYPE -> "event_type";
      case NAME -> "name";
      case LEVEL -> "level";
      case SUBJECT -> "subject";
      case MESSAGE -> "message";
      default -> null;
    };
  }
}
