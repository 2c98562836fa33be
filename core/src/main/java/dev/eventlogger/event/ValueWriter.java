package dev.eventlogger.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that an application puts into events as JSON: JSON's own kinds as they are,
 * others where their meaning as text or number is plain, and nothing else. For one thread.
 */
final class ValueWriter {

  /** The most characters of a number that common JSON readers accept. */
  private static final int LONGEST_NUMBER = 1000;

  private static final int LONGEST_NUMBER_BITS = 3400;

  /** Beyond this, some Java versions take a number and others do not. */
  static final int LARGEST_EXPONENT = 1_000_000_000;

  private final JsonBytes json;
  private final @Nullable CollectedMembers[] levels =
      new CollectedMembers[CanonicalJson.MAX_DEPTH + 1];

  ValueWriter(JsonBytes json) {
    this.json = json;
  }

  /**
   * Writes a map as an object.
   *
   * @param depth how many objects and arrays this one is in
   */
  void object(Map<?, ?> map, int depth) {
    object(map, depth, false);
  }

  /** The same for {@code event_data}, in which names that the envelope may have are refused. */
  void data(Map<?, ?> map, int depth) {
    object(map, depth, true);
  }

  private void object(Map<?, ?> map, int depth, boolean refusesReserved) {
    CollectedMembers members = begin(map, depth, refusesReserved);
    if (map instanceof IdentityHashMap) {
      MemberNames.requireDistinct(map.entrySet());
    }
    collect(map, members);
    members.write();
    if (map.size() != members.count() && !(map instanceof ConcurrentMap)) {
      throw new ConcurrentModificationException();
    }
  }

  /**
   * Makes no garbage in the JDK's maps: a {@code HashMap} hands out what it has; the entries of
   * {@code Map.of} live in a loop of their own only, so that compiled code makes none. For one
   * entry that is another loop, since it is another class.
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

  /** Lets go of objects that were begun and not written, since there was a problem. */
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
    // The common kinds first: this is the order in which they are told apart.
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
      list(items, depth);
    } else if (value instanceof Collection<?> items) {
      array(items, depth);
    } else if (value instanceof Number number) {
      number(number);
    } else {
      other(value, depth);
    }
  }

  private void array(Iterable<?> items, int depth) {
    checkDepth(depth);
    json.raw('[');
    int index = 0;
    for (Object item : items) {
      item(items, item, index++, depth);
    }
    json.raw(']');
  }

  /** A list that others may change meanwhile is safe by its iterator only. */
  private static boolean isIndexed(List<?> items) {
    return items instanceof RandomAccess && !(items instanceof CopyOnWriteArrayList);
  }

  /** As {@link #array}, without an iterator. */
  private void list(List<?> items, int depth) {
    checkDepth(depth);
    json.raw('[');
    int size = items.size();
    for (int index = 0; index < size; index++) {
      item(items, items.get(index), index, depth);
    }
    if (items.size() != size) {
      throw new ConcurrentModificationException();
    }
    json.raw(']');
  }

  private void arrayOf(Object array, int depth) {
    checkDepth(depth);
    json.raw('[');
    for (int index = 0; index < Array.getLength(array); index++) {
      item(array, Array.get(array, index), index, depth);
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
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new UnwritableException("is " + number + ", which is not a JSON number");
      }
      fraction(number);
    } else if (number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      json.number(number.longValue());
    } else if (number instanceof BigDecimal decimal) {
      if (Math.abs((long) decimal.scale()) > LARGEST_EXPONENT) {
        throw new UnwritableException("is a number with too large an exponent; pass it as text");
      }
      // Never toPlainString: 1e1000000 would be a million digits.
      large(decimal, decimal.unscaledValue());
    } else if (number instanceof BigInteger integer) {
      large(integer, integer);
    } else {
      throw notJson(number);
    }
  }

  /** As the number's {@code toString}, which takes longer than all else here and makes garbage. */
  private void fraction(Number number) {
    if (!(number instanceof Double value) || !json.shortDecimal(value)) {
      json.ascii(number.toString());
    }
  }

  private void large(Number number, BigInteger digits) {
    // Refused before it is made into text, which takes long for a number with a million digits.
    String text = digits.bitLength() > LONGEST_NUMBER_BITS ? null : number.toString();
    if (text == null || text.length() > LONGEST_NUMBER) {
      throw new UnwritableException(
          "is a number of more than " + LONGEST_NUMBER + " digits; pass it as text");
    }
    json.ascii(text);
  }

  private void other(Object value, int depth) {
    if (value instanceof Enum<?> constant) {
      json.string(constant.name());
    } else if (value instanceof TemporalAccessor || value instanceof java.util.Date) {
      json.string(Timestamps.text(value));
    } else if (value instanceof UUID
        || value instanceof URI
        || value instanceof URL
        || value instanceof Path
        || value instanceof CharSequence
        || value instanceof Character
        || value instanceof java.time.temporal.TemporalAmount) {
      json.string(value.toString());
    } else if (value instanceof Optional<?> optional) {
      value(optional.orElse(null), depth);
    } else if (value instanceof JsonNode node) {
      node(node, depth);
    } else if (value.getClass().isArray() && !(value instanceof byte[])) {
      arrayOf(value, depth);
    } else {
      throw notJson(value);
    }
  }

  private void node(JsonNode node, int depth) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        CollectedMembers members = begin(node, depth, false);
        node.properties().forEach(member -> members.accept(member.getKey(), member.getValue()));
        members.write();
      }
      case ARRAY -> array(node, depth);
      case STRING -> json.string(node.textValue());
      case NUMBER -> value(node.numberValue(), depth);
      case BOOLEAN -> value(node.booleanValue(), depth);
      case NULL, MISSING -> value(null, depth);
      case BINARY, POJO -> throw notJson(node);
    }
  }

  private static void checkDepth(int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw UnwritableException.tooDeep(CanonicalJson.MAX_DEPTH);
    }
  }

  private static UnwritableException notJson(Object value) {
    if (value instanceof byte[]) {
      return new UnwritableException("is a byte[], which is not JSON; pass it as Base64 text");
    }
    return new UnwritableException(
        "is "
            + "a "
            + value.getClass().getName()
            + ", which is not JSON; pass a Map, List, text, number, boolean or null");
  }
}
