package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a deep copy of an event's data, in maps and lists that may be changed. Names become text;
 * values without parts are shared. For one copy.
 */
final class DataCopy {

  private static final int MOST_VALUES = 1_000_000;

  /** Says that the data cannot be copied. */
  static final class UncopiedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    UncopiedException(Problem problem) {
      super(problem.toString(), null, false, false);
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }

    private UncopiedException below(String segment) {
      String at = "/" + JsonPointers.segment(segment) + problem.at();
      return new UncopiedException(new Problem(at, problem.problem()));
    }
  }

  private int left = MOST_VALUES;

  private DataCopy() {}

  /** A copy that shares no map and no list with the data. */
  static Map<String, ?> of(Map<String, ?> data) throws UncopiedException {
    return new DataCopy().object(data, 1);
  }

  private Map<String, @Nullable Object> object(Map<?, ?> map, int depth) throws UncopiedException {
    check(depth);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = name(entry.getKey());
      if (copy.containsKey(name)) {
        throw uncopied("has two keys that are the same as text");
      }
      try {
        copy.put(name, value(entry.getValue(), depth + 1));
      } catch (UncopiedException e) {
        throw depth > 1 ? e : e.below(name);
      }
    }
    return copy;
  }

  private List<@Nullable Object> array(Collection<?> items, int depth) throws UncopiedException {
    check(depth);
    List<@Nullable Object> copy = new ArrayList<>(items.size());
    for (Object item : items) {
      copy.add(value(item, depth + 1));
    }
    return copy;
  }

  private @Nullable Object value(@Nullable Object value, int depth) throws UncopiedException {
    if (--left < 0) {
      throw uncopied("has more than " + MOST_VALUES + " values");
    }
    Object opened = JsonValues.open(value);
    if (opened instanceof Map<?, ?> map) {
      return object(map, depth);
    }
    return opened instanceof Collection<?> items ? array(items, depth) : opened;
  }

  private static String name(@Nullable Object key) throws UncopiedException {
    String name = MemberNames.of(key);
    if (name == null) {
      throw uncopied("has a key that is no text; keys must be text, numbers or enums");
    }
    return name;
  }

  private static void check(int depth) throws UncopiedException {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw uncopied("is nested deeper than " + CanonicalJson.MAX_DEPTH + " levels");
    }
  }

  private static UncopiedException uncopied(String problem) {
    return new UncopiedException(new Problem("", problem));
  }
}
