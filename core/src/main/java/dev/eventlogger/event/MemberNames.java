package dev.eventlogger.event;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of an application's map as the names of a JSON object's members. */
final class MemberNames {

  private MemberNames() {}

  static String of(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    if (key instanceof Number || key instanceof UUID || key instanceof Character) {
      return key.toString();
    }
    String kind = key == null ? "null" : "a " + key.getClass().getName();
    throw new UnwritableException(
        "has a key that is " + kind + "; keys must be text, numbers or enums");
  }

  /** Refuses a map of which two keys are one name, such as 1 and "1". */
  static void requireDistinct(Iterable<? extends Map.Entry<?, ?>> entries) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<?, ?> entry : entries) {
      if (!names.add(of(entry.getKey()))) {
        throw new UnwritableException("has two keys that are the same as text");
      }
    }
  }
}
