package dev.eventlogger.query.text;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a condition: a field, an operator and a value. Thread-safe. */
public final class WhereText {

  // Longer ones first, since they begin with the shorter ones.
  private static final List<Operator> SYMBOLS =
      List.of(
          Operator.NOT_EQUAL,
          Operator.AT_MOST,
          Operator.AT_LEAST,
          Operator.EQUAL,
          Operator.LESS,
          Operator.GREATER);
  private static final List<Operator> WORDS = List.of(Operator.CONTAINS, Operator.EXISTS);

  private WhereText() {}

  /**
   * Parses a condition: {@code data.element=RUN}, {@code message contains "a b"}.
   *
   * @throws IllegalArgumentException if it is no condition, saying what is right
   */
  public static Condition parse(String text) {
    boolean isQuoted = false;
    for (int at = 0; at < text.length(); at++) {
      isQuoted ^= text.charAt(at) == '"';
      Operator operator = isQuoted ? null : operatorAt(text, at);
      if (operator != null) {
        int end = at + operator.symbol().length() + (WORDS.contains(operator) ? 1 : 0);
        return condition(text.substring(0, at).strip(), operator, text.substring(end).strip());
      }
    }
    throw new IllegalArgumentException(
        "must be a field, one of = != < <= > >= contains exists, and a value, such as"
            + " data.element=RUN");
  }

  private static @Nullable Operator operatorAt(String text, int at) {
    for (Operator operator : SYMBOLS) {
      if (text.startsWith(operator.symbol(), at)) {
        return operator;
      }
    }
    for (Operator operator : WORDS) {
      int end = at + 1 + operator.symbol().length();
      boolean isWord = text.startsWith(" " + operator.symbol(), at);
      if (isWord && (end == text.length() || text.charAt(end) == ' ')) {
        return operator;
      }
    }
    return null;
  }

  private static Condition condition(String field, Operator operator, String value) {
    Field parsed = Field.parse(field);
    if (operator == Operator.EXISTS) {
      if (!value.isEmpty()) {
        throw new IllegalArgumentException(field + " exists: takes no value");
      }
      return Condition.of(parsed, operator);
    }
    return Condition.of(parsed, operator, value(parsed, operator, value));
  }

  /**
   * A JSON text if it is in quotes; otherwise the text itself, or a number in ranges of data and
   * context.
   */
  private static Object value(Field field, Operator operator, String value) {
    if (value.startsWith("\"")) {
      return quoted(value);
    }
    if (operator.isRange() && field.part().isJson()) {
      return Condition.number(value).<Object>map(number -> number).orElse(value);
    }
    return value;
  }

  private static String quoted(String value) {
    try {
      if (new JsonReader().read(value) instanceof String text) {
        return text;
      }
    } catch (MalformedJsonException e) {
      // Reported below.
    }
    throw new IllegalArgumentException("a value in quotes must be a JSON text, such as \"a b\"");
  }
}
