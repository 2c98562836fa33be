package dev.eventlogger.event;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys of an application's map into member names of a JSON object. Stateless,
 * thread-safe.
 */
public final class MemberNames {

  private static final Class<?> MAP_OF_ONE = Map.of("", "").getClass();
  private static final Class<?> MAP_OF_SEVERAL = Map.of().getClass();

  private MemberNames() {}

  /**
   * The name that a key is written as. Text stays as it is; an enum constant has its {@link
   * Enum#name() name}, and a number, a {@code UUID} or a {@code Character} its text.
   *
   * @return null for any other key, which makes an event invalid
   */
  public static @Nullable String of(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    if (key instanceof Number || key instanceof UUID || key instanceof Character) {
      return key.toString();
    }
    return null;
  }

  /** As {@link #of}, but throws if the key has no name. */
  static String required(@Nullable Object key) {
    String name = of(key);
    if (name == null) {
      String kind = key == null ? "null" : "a " + key.getClass().getName();
      throw new UnwritableException(
          "has a key that is " + kind + "; keys must be text, numbers or enums");
    }
    return name;
  }

  /**
   * Whether the map is known to look text keys up by equality. Other maps may ignore case, for
   * instance, even behind {@code Collections.unmodifiableMap}. Such a lookup does not find keys
   * that are only written as text: see {@link #areText}.
   */
  public static boolean areComparedAsText(Map<?, ?> map) {
    Class<?> type = map.getClass();
    return type == HashMap.class
        || type == LinkedHashMap.class
        || type == MAP_OF_SEVERAL
        || type == MAP_OF_ONE
        || type == ConcurrentHashMap.class
        || (map instanceof SortedMap<?, ?> tree && type == TreeMap.class && isOfText(tree));
  }

  private static boolean isOfText(SortedMap<?, ?> tree) {
    return tree.comparator() == null && (tree.isEmpty() || tree.firstKey() instanceof String);
  }

  /**
   * Whether all keys are text. Creates no garbage for a {@code HashMap} whose keys are.
   *
   * @param map one whose keys {@link #areComparedAsText}
   */
  public static boolean areText(Map<?, ?> map) {
    if (map instanceof HashMap) {
      try {
        map.forEach(TextKey.REQUIRED);
        return true;
      } catch (OtherKeyException e) {
        return false;
      }
    }
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        return false;
      }
    }
    return true;
  }

  /** The value of the member that is written under a name; null if there is none. */
  public static @Nullable Object find(Map<?, ?> map, String name) {
    if (areComparedAsText(map)) {
      Object value = map.get(name);
      if (value != null || areText(map)) {
        return value;
      }
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (name.equals(of(entry.getKey()))) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Stops at a key that is not text. */
  private enum TextKey implements BiConsumer<@Nullable Object, @Nullable Object> {
    REQUIRED;

    @Override
    public void accept(@Nullable Object key, @Nullable Object value) {
      if (!(key instanceof String)) {
        throw new OtherKeyException();
      }
    }
  }

  private static final class OtherKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherKeyException() {
      super("a key is not text", null, false, false);
    }
  }
}
