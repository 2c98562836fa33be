package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON pointers into schemas, complete; those in messages may be cut. */
final class Pointers {

  private Pointers() {}

  /** A key as a segment. */
  static String segment(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** A segment as a key. */
  static String key(String segment) {
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /** The value at a place, or null if there is none. */
  static @Nullable Object find(@Nullable Object start, String pointer) {
    Object value = start;
    if (pointer.isEmpty()) {
      return value;
    }
    for (String segment : pointer.substring(1).split("/", -1)) {
      value = step(value, key(segment));
    }
    return value;
  }

  /** The value below a key or index, or null if there is none. */
  static @Nullable Object step(@Nullable Object value, String key) {
    if (value instanceof Map<?, ?> map) {
      return map.get(key);
    }
    if (value instanceof List<?> list && key.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(key);
      return index < list.size() ? list.get(index) : null;
    }
    return null;
  }
}
