package dev.eventlogger.schema.registry;

import dev.eventlogger.event.JsonNumbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as text that is equal exactly when JSON Schema calls the values equal: 1 and 1.0 are, and
 * so are objects with their members in a different order. As text, since a hash table orders texts
 * when their hashes collide, but not lists and maps.
 */
final class EqualText {

  private EqualText() {}

  static void append(@Nullable Object value, StringBuilder text) {
    if (value instanceof String string) {
      text.append('"').append(string.length()).append(':').append(string);
    } else if (value instanceof Number number) {
      text.append(JsonNumbers.decimal(number).stripTrailingZeros());
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
        append(entry.getKey(), text);
        append(entry.getValue(), text);
      }
      text.append('}');
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (Object item : list) {
        append(item, text);
        text.append(',');
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }
}
