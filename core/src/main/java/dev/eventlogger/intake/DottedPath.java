package dev.eventlogger.intake;

import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path to a value in nested objects, such as {@code user.id}. The objects may nest or dot their
 * keys in any way: the path also finds the value in {@code {"user.id": 7}}. Immutable.
 */
final class DottedPath {

  /**
   * For each part, the names that begin with it, shortest first; the last one is the whole rest.
   */
  private final String[][] names;

  DottedPath(String path) {
    String[] parts = path.split("\\.", -1);
    names = new String[parts.length][];
    for (int part = 0; part < parts.length; part++) {
      names[part] = new String[parts.length - part];
      String name = parts[part];
      for (int end = part; end < parts.length; end++) {
        name = end == part ? name : name + "." + parts[end];
        names[part][end - part] = name;
      }
    }
  }

  /**
   * The value at the path, as it is in JSON; null if there is none. All ways to split the path are
   * tried: the longest key first, then from the shortest up.
   */
  @Nullable Object in(Map<?, ?> object) {
    return find(object, 0);
  }

  private @Nullable Object find(Map<?, ?> object, int part) {
    int longest = names[part].length - 1;
    Object whole = JsonValues.plain(MemberNames.find(object, names[part][longest]));
    if (whole != null) {
      return whole;
    }
    for (int more = 0; more < longest; more++) {
      Object below = JsonValues.open(MemberNames.find(object, names[part][more]));
      Object value = below instanceof Map<?, ?> nested ? find(nested, part + more + 1) : null;
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
