package dev.eventlogger.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dotted keys as nested objects: {@code user.id: 7} is {@code user: {id: 7}}. */
public final class Nesting {

  private Nesting() {}

  /**
   * A nested map of what is in two.
   *
   * @param base already nested
   * @param over its keys may be dotted, at the top; it wins where both have a value
   * @return unmodifiable; one of the two where that is all there is to it
   */
  public static Map<String, ?> merge(Map<String, ?> base, Map<String, ?> over) {
    if (over.isEmpty()) {
      return base;
    }
    if (base.isEmpty() && over.keySet().stream().noneMatch(Nesting::isDotted)) {
      return over;
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
    over.forEach((key, value) -> put(merged, key, value));
    return Collections.unmodifiableMap(merged);
  }

  private static void put(Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    if (isDotted(key)) {
      int dot = key.indexOf('.');
      String parent = key.substring(0, dot);
      Map<String, @Nullable Object> child = copyOf(map.get(parent));
      put(child, key.substring(dot + 1), value);
      map.put(parent, child);
    } else {
      putPlain(map, key, value);
    }
  }

  private static void putPlain(
      Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> && map.get(key) instanceof Map<?, ?>) {
      Map<String, @Nullable Object> child = copyOf(map.get(key));
      copyOf(value).forEach((name, below) -> putPlain(child, name, below));
      map.put(key, child);
    } else {
      map.put(key, value);
    }
  }

  private static Map<String, @Nullable Object> copyOf(@Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> copy.put(String.valueOf(key), below));
    }
    return copy;
  }

  /** A key with an empty part, or with more parts than an event may be deep, stays as it is. */
  private static boolean isDotted(String key) {
    int parts = 1;
    int start = 0;
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', start)) {
      if (dot == start) {
        return false;
      }
      parts++;
      start = dot + 1;
    }
    return parts > 1 && parts < CanonicalJson.MAX_DEPTH && start < key.length();
  }
}
