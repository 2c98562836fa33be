package dev.eventlogger.schema.privacy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the schemas that references lead to. */
@FunctionalInterface
public interface RefResolver {

  /**
   * The schema that a reference leads to; the same object whenever it is the same schema.
   *
   * @param from the schema that holds the reference
   * @param reference the value of {@code $ref}
   * @return a map or a boolean; null if there is none
   */
  @Nullable Object resolve(Map<?, ?> from, String reference);

  /** For a document that refers only to itself: by {@code #}, or by that and a JSON pointer. */
  static RefResolver within(Map<?, ?> document) {
    return (from, reference) -> {
      if (!reference.startsWith("#/")) {
        return reference.equals("#") ? document : null;
      }
      Object value = document;
      for (String segment : reference.substring(2).split("/", -1)) {
        value = step(value, segment);
      }
      return value;
    };
  }

  private static @Nullable Object step(@Nullable Object value, String segment) {
    String key = segment.replace("~1", "/").replace("~0", "~");
    if (value instanceof List<?> list && key.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(key);
      return index < list.size() ? list.get(index) : null;
    }
    return value instanceof Map<?, ?> map ? map.get(key) : null;
  }
}
