package dev.eventlogger.schema.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns JSON values into others that an application may hold, with all kinds of keys, maps, lists
 * and texts that the writer accepts. Maps that ignore case may have their names in capitals, so
 * that a different object is recorded.
 */
final class ApplicationValues {

  /** Names that are also a number, a UUID, a character and enum constants. */
  static final List<String> NAMES =
      List.of("a", "b", "ab", "1", "0b7d4bd5-5dfc-4f3a-9df9-3a7d2ce3c9a3");

  private enum Word {
    a,
    b,
    ab {
      @Override
      public String toString() {
        return "another text than its name";
      }
    }
  }

  private final Random random;

  ApplicationValues(Random random) {
    this.random = random;
  }

  /** An event's data, whose keys may be other than text, as after unchecked casts. */
  @SuppressWarnings("unchecked")
  Map<String, Object> data(Map<String, Object> json) {
    return (Map<String, Object>) map(json);
  }

  private Object value(Object json) {
    if (json instanceof Map<?, ?> map) {
      return random.nextInt(6) == 0 ? optional(node(map)) : optional(map(map));
    }
    if (json instanceof List<?> list) {
      return random.nextInt(6) == 0 ? optional(node(list)) : optional(list(list));
    }
    if (json instanceof String text) {
      return optional(text(text));
    }
    return json == null ? pick(null, Optional.empty(), node(null)) : optional(json);
  }

  private Object optional(Object value) {
    return random.nextInt(12) == 0 ? Optional.of(value) : value;
  }

  private Object text(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> CharBuffer.wrap(text);
      case 1 -> node(text);
      case 2 -> key(text);
      default -> text;
    };
  }

  @SuppressWarnings("JdkObsolete") // for having no random access
  private Object list(List<?> json) {
    List<Object> items = new ArrayList<>();
    json.forEach(item -> items.add(value(item)));
    return switch (random.nextInt(8)) {
      case 0 -> items.toArray();
      case 1 -> new LinkedList<>(items);
      case 2 -> Collections.unmodifiableCollection(items);
      case 3 -> set(items);
      case 4 -> items.stream().allMatch(Integer.class::isInstance) ? ints(items) : items;
      default -> items;
    };
  }

  private static Object set(List<Object> items) {
    Set<Object> set = new LinkedHashSet<>(items);
    return set.size() == items.size() ? set : items;
  }

  private static int[] ints(List<Object> items) {
    return items.stream().mapToInt(Integer.class::cast).toArray();
  }

  private Map<?, ?> map(Map<?, ?> json) {
    Map<Object, Object> map = new LinkedHashMap<>();
    boolean hasTextKeys = random.nextInt(3) > 0;
    json.forEach((name, below) -> map.put(hasTextKeys ? name : key((String) name), value(below)));
    Map<?, ?> made = hasTextKeys ? ofText(map) : map;
    return switch (random.nextInt(6)) {
      case 0 -> Collections.unmodifiableMap(made);
      case 1 -> seen(made);
      default -> made;
    };
  }

  private Map<?, ?> ofText(Map<?, ?> map) {
    return switch (random.nextInt(7)) {
      case 0 -> new HashMap<>(map);
      case 1 -> new TreeMap<>(map);
      case 2 -> map.containsValue(null) ? map : new ConcurrentHashMap<>(map);
      case 3 -> map.containsValue(null) ? map : Map.copyOf(map);
      case 4, 5 -> folding(map);
      default -> map;
    };
  }

  private Map<?, ?> folding(Map<?, ?> map) {
    Map<String, Object> folding = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean isCapital = random.nextBoolean();
    map.forEach(
        (name, below) -> {
          String written = isCapital ? ((String) name).toUpperCase(Locale.ROOT) : "" + name;
          folding.put(written, below);
        });
    return folding;
  }

  /** A map of some unknown library. */
  private static Map<?, ?> seen(Map<?, ?> map) {
    return new AbstractMap<Object, Object>() {
      @Override
      @SuppressWarnings("unchecked")
      public Set<Entry<Object, Object>> entrySet() {
        return ((Map<Object, Object>) map).entrySet();
      }
    };
  }

  /** Something other than a text that is written as this name, if there is such a thing. */
  private static Object key(String name) {
    for (Word word : Word.values()) {
      if (word.name().equals(name)) {
        return word;
      }
    }
    if (name.equals("1")) {
      return 1;
    }
    return name.length() == 36 && name.charAt(8) == '-' ? UUID.fromString(name) : name;
  }

  private static JsonNode node(Object json) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (json instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach((name, below) -> object.set((String) name, node(below)));
      return object;
    }
    if (json instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(item -> array.add(node(item)));
      return array;
    }
    if (json instanceof String text) {
      return nodes.textNode(text);
    }
    if (json instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    }
    return json instanceof Number number ? node(nodes, number) : nodes.nullNode();
  }

  private static JsonNode node(JsonNodeFactory nodes, Number number) {
    if (number instanceof Integer integer) {
      return nodes.numberNode((int) integer);
    }
    if (number instanceof Long integer) {
      return nodes.numberNode((long) integer);
    }
    if (number instanceof BigInteger integer) {
      return nodes.numberNode(integer);
    }
    return number instanceof BigDecimal decimal
        ? nodes.numberNode(decimal)
        : nodes.numberNode(number.doubleValue());
  }

  private Object pick(Object... values) {
    return values[random.nextInt(values.length)];
  }
}
