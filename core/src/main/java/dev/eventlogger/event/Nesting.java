package dev.eventlogger.event;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns dotted keys into nested objects: {@code user.id: 7} is {@code user: {id: 7}}. An instance
 * is for one merge, on one thread.
 */
public final class Nesting {

  /** The copies made here, each mapped to itself; null until there is one. */
  private @Nullable IdentityHashMap<Object, Map<Object, @Nullable Object>> copies;

  private Nesting() {}

  /**
   * Merges two maps into a nested one.
   *
   * @param base already nested
   * @param over its top-level keys may be dotted; it takes precedence where both have a value
   * @return not to be modified; one of the two maps where nothing needs merging
   */
  @SuppressWarnings("unchecked") // other keys can come only from a caller's unchecked cast
  public static Map<String, ?> merge(Map<String, ?> base, Map<String, ?> over) {
    if (over.isEmpty()) {
      return base;
    }
    if (base.isEmpty() && !hasDotted(over)) {
      return over;
    }
    Map<Object, @Nullable Object> merged = copyOf(base);
    Nesting nesting = new Nesting();
    copyOf(over).forEach((key, value) -> nesting.put(merged, key, value));
    return (Map<String, ?>) (Map<?, ?>) Collections.unmodifiableMap(merged);
  }

  private static boolean hasDotted(Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (isDotted(key)) {
        return true;
      }
    }
    return false;
  }

  private void put(Map<Object, @Nullable Object> map, Object key, @Nullable Object value) {
    if (isDotted(key)) {
      String path = (String) key;
      int dot = path.indexOf('.');
      String parent = path.substring(0, dot);
      Map<Object, @Nullable Object> child = own(map.get(parent));
      put(child, path.substring(dot + 1), value);
      map.put(parent, child);
    } else {
      putPlain(map, key, value);
    }
  }

  private void putPlain(Map<Object, @Nullable Object> map, Object key, @Nullable Object value) {
    if (JsonValues.open(value) instanceof Map<?, ?> object
        && JsonValues.open(map.get(key)) instanceof Map<?, ?> present) {
      Map<Object, @Nullable Object> child = own(present);
      object.forEach((name, below) -> putPlain(child, name, below));
      map.put(key, child);
    } else {
      map.put(key, value);
    }
  }

  /**
   * A copy that may be changed; made only once, since an object may have a thousand dotted keys.
   */
  private Map<Object, @Nullable Object> own(@Nullable Object value) {
    IdentityHashMap<Object, Map<Object, @Nullable Object>> made = copies;
    Map<Object, @Nullable Object> copied = made == null ? null : made.get(value);
    if (copied != null) {
      return copied;
    }
    if (made == null) {
      made = new IdentityHashMap<>(4);
      copies = made;
    }
    Map<Object, @Nullable Object> copy = copyOf(value);
    made.put(copy, copy);
    return copy;
  }

  private static Map<Object, @Nullable Object> copyOf(@Nullable Object value) {
    return JsonValues.open(value) instanceof Map<?, ?> map
        ? new LinkedHashMap<>(map)
        : new LinkedHashMap<>();
  }

  /** A key with an empty part, or with more parts than an event may be deep, stays as it is. */
  private static boolean isDotted(Object name) {
    if (!(name instanceof String key)) {
      return false;
    }
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
