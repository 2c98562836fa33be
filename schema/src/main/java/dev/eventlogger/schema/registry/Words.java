package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes parts of a schema for messages. */
final class Words {

  private static final int LONGEST = 80;
  private static final int MOST_ITEMS = 12;

  private Words() {}

  /** A text of the schema, in quotes, cut if it is long. */
  static String quoted(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    StringBuilder printable = new StringBuilder("\"");
    shown
        .codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(printable::appendCodePoint);
    return printable.append('"').toString();
  }

  /** Any value of the schema. */
  static String value(@Nullable Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof List<?>) {
      return "an array";
    }
    return value instanceof Map<?, ?> ? "an object" : String.valueOf(value);
  }

  /** Several values of the schema. */
  static String values(List<?> values) {
    String listed =
        values.stream().limit(MOST_ITEMS).map(Words::value).collect(Collectors.joining(", "));
    return values.size() > MOST_ITEMS ? listed + ", …" : listed;
  }
}
