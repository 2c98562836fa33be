package dev.eventlogger.event;

import java.time.Instant;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that an application puts into events as JSON: JSON's own types as they are,
 * others where their meaning as text or number is obvious, and nothing else. For one thread.
 */
final class ValueWriter {

  private final JsonBytes json;
  private final TimeWriter times;
  private final @Nullable CollectedMembers[] levels =
      new CollectedMembers[CanonicalJson.MAX_DEPTH + 1];

  ValueWriter(JsonBytes json) {
    this.json = json;
    times = new TimeWriter(json);
  }

  /**
   * Writes a map as an object.
   *
   * @param depth how many objects and arrays this one is in
   */
  void object(Map<?, ?> map, int depth) {
    object(map, map, depth, false);
  }

  /** The same for {@code event_data}, in which names reserved for the envelope are refused. */
  void data(Map<?, ?> map, int depth) {
    object(map, map, depth, true);
  }

  private void object(Object container, Map<?, ?> map, int depth, boolean refusesReserved) {
    CollectedMembers members = begin(container, depth, refusesReserved);
    collect(map, members);
    members.write(map);
    if (map.size() != members.count() && !(map instanceof ConcurrentMap)) {
      throw new ConcurrentModificationException();
    }
  }

  /**
   * Creates no garbage for the JDK's maps: a {@code HashMap} hands out what it has, and the entries
   * of {@code Map.of} never leave the loop, so compiled code allocates none. A map of one entry has
   * its own loop, since it is of another class.
   */
  private static void collect(Map<?, ?> map, CollectedMembers members) {
    if (map instanceof HashMap) {
      map.forEach(members);
    } else if (map.size() == 1) {
      collectOne(map, members);
    } else {
      collectSeveral(map, members);
    }
  }

  private static void collectOne(Map<?, ?> map, CollectedMembers members) {
    for (Map.Entry<?, ?> member : map.entrySet()) {
      members.accept(member.getKey(), member.getValue());
    }
  }

  private static void collectSeveral(Map<?, ?> map, CollectedMembers members) {
    for (Map.Entry<?, ?> member : map.entrySet()) {
      members.accept(member.getKey(), member.getValue());
    }
  }

  /** Forgets objects that were begun but not written because of a problem. */
  void forget() {
    for (CollectedMembers level : levels) {
      if (level != null) {
        level.forget();
      }
    }
  }

  private CollectedMembers begin(Object object, int depth, boolean refusesReserved) {
    checkDepth(depth);
    CollectedMembers members = levels[depth];
    if (members == null) {
      members = new CollectedMembers(json, this, depth + 1);
      levels[depth] = members;
    }
    members.begin(object, refusesReserved);
    return members;
  }

  /** Writes any value, or says that it is not JSON. */
  void value(@Nullable Object value, int depth) {
    // The common types come first, since the tests run in this order.
    if (value instanceof String text) {
      json.string(text);
    } else if (value instanceof Integer || value instanceof Long) {
      json.number(((Number) value).longValue());
    } else if (value == null) {
      json.ascii("null");
    } else if (value instanceof Boolean truth) {
      json.ascii(truth ? "true" : "false");
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof List<?> items && isIndexed(items)) {
      list(items, items, depth);
    } else if (value instanceof Collection<?> items) {
      array(items, depth);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Instant instant) {
      instant(instant);
    } else {
      other(value, depth);
    }
  }

  private void array(Collection<?> items, int depth) {
    checkDepth(depth);
    json.raw('[');
    int index = 0;
    for (Object item : items) {
      item(items, item, index++, depth);
    }
    json.raw(']');
  }

  /** A list that other threads may change is safe only through its iterator. */
  private static boolean isIndexed(List<?> items) {
    return items instanceof RandomAccess && !(items instanceof CopyOnWriteArrayList);
  }

  /** As {@link #array}, without an iterator. */
  private void list(Object container, List<?> items, int depth) {
    checkDepth(depth);
    json.raw('[');
    int size = items.size();
    for (int index = 0; index < size; index++) {
      item(container, items.get(index), index, depth);
    }
    if (items.size() != size) {
      throw new ConcurrentModificationException();
    }
    json.raw(']');
  }

  private void item(Object array, @Nullable Object item, int index, int depth) {
    try {
      if (index > 0) {
        json.raw(',');
      }
      value(item, depth + 1);
    } catch (UnwritableException e) {
      throw e.within(array, index);
    } catch (RuntimeException e) {
      throw UnwritableException.unreadable(e).within(array, index);
    }
  }

  private void number(Number number) {
    String problem = JsonNumbers.problem(number);
    if (problem != null) {
      throw new UnwritableException(problem);
    }
    if (JsonNumbers.isLong(number)) {
      json.number(number.longValue());
    } else if (!(number instanceof Double value) || !json.shortDecimal(value)) {
      // Slower than everything else here, and creates garbage. Never toPlainString: 1e1000000 would
      // be a million digits.
      json.ascii(number.toString());
    }
  }

  private void instant(Instant instant) {
    json.raw('"');
    if (!times.text(instant)) {
      json.ascii(instant.toString());
    }
    json.raw('"');
  }

  private void other(Object value, int depth) {
    String text = JsonValues.text(value);
    if (text != null) {
      json.string(text);
      return;
    }
    Object opened = JsonValues.open(value);
    if (opened == value) {
      throw new UnwritableException(JsonValues.notJson(value));
    }
    // A view is a new object each time, so problems refer to the value behind it.
    if (opened instanceof Map<?, ?> map && !(value instanceof Optional)) {
      object(value, map, depth, false);
    } else if (opened instanceof List<?> items && !(value instanceof Optional)) {
      list(value, items, depth);
    } else {
      value(opened, depth);
    }
  }

  private static void checkDepth(int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw UnwritableException.tooDeep(CanonicalJson.MAX_DEPTH);
    }
  }
}
