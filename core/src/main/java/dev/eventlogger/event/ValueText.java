package dev.eventlogger.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives all values that are equal in JSON the same text. It has no spaces, members sorted by name,
 * and numbers by their value, so that 1 and 1.0 are the same.
 */
public final class ValueText {

  private ValueText() {}

  /**
   * The text of an application's value.
   *
   * @throws IllegalArgumentException if it cannot be written as JSON
   */
  public static String of(@Nullable Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    // Taken from an event, the value is as it would be recorded: times as text, enums by their
    // names.
    EventDraft draft = EventDraft.named("value").data(Collections.singletonMap("value", value));
    return plain(Event.of(draft).data().get("value"));
  }

  private static String plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      new TreeMap<Object, @Nullable Object>(map)
          .forEach((name, member) -> members.add(quoted((String) name) + ":" + plain(member)));
      return members.toString();
    }
    if (value instanceof List<?> list) {
      StringJoiner items = new StringJoiner(",", "[", "]");
      list.forEach(item -> items.add(plain(item)));
      return items.toString();
    }
    if (value instanceof Number number) {
      return JsonNumbers.text(JsonNumbers.decimal(number));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
