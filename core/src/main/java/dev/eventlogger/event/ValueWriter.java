package dev.eventlogger.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that an application puts into events as JSON: JSON's own kinds as they are,
 * others where their meaning as text or number is plain, and nothing else. For one thread.
 */
final class ValueWriter {

  private final JsonBytes json;

  ValueWriter(JsonBytes json) {
    this.json = json;
  }

  /**
   * Writes a map as an object.
   *
   * @param depth how many objects and arrays this one is in
   */
  void object(Map<?, ?> map, int depth) {
    checkDepth(depth);
    json.raw('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        json.raw(',');
      }
      first = false;
      member(entry.getKey(), entry.getValue(), depth);
    }
    json.raw('}');
  }

  private void member(@Nullable Object key, @Nullable Object value, int depth) {
    try {
      json.string(key instanceof String text ? text : keyText(key));
      json.raw(':');
      value(value, depth + 1);
    } catch (UnwritableException e) {
      throw e.below(String.valueOf(key));
    }
  }

  private static String keyText(@Nullable Object key) {
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    if (key instanceof Number || key instanceof UUID || key instanceof Character) {
      return key.toString();
    }
    throw new UnwritableException(
        "has a key that is " + describe(key) + "; keys must be text, numbers or enums");
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
    } else if (value instanceof Collection<?> items) {
      array(items, depth);
    } else if (value instanceof Number number) {
      number(number);
    } else {
      other(value, depth);
    }
  }

  private void array(Collection<?> items, int depth) {
    checkDepth(depth);
    json.raw('[');
    int index = 0;
    for (Object item : items) {
      if (index > 0) {
        json.raw(',');
      }
      item(item, index++, depth);
    }
    json.raw(']');
  }

  private void item(@Nullable Object item, int index, int depth) {
    try {
      value(item, depth + 1);
    } catch (UnwritableException e) {
      throw e.below(index);
    }
  }

  private void number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new UnwritableException("is " + number + ", which is not a JSON number");
      }
      json.ascii(number.toString());
    } else if (number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      json.number(number.longValue());
    } else if (number instanceof BigDecimal || number instanceof BigInteger) {
      // Never toPlainString: 1e1000000 would be a million digits.
      json.ascii(number.toString());
    } else {
      throw notJson(number);
    }
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
      value(plain(node), depth);
    } else if (value.getClass().isArray() && !(value instanceof byte[])) {
      arrayOf(value, depth);
    } else {
      throw notJson(value);
    }
  }

  /** A node of Jackson's tree as the plain value it stands for; what is below it stays nodes. */
  private static @Nullable Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        yield members;
      }
      case ARRAY -> {
        List<JsonNode> items = new ArrayList<>(node.size());
        node.forEach(items::add);
        yield items;
      }
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case BINARY, POJO -> throw notJson(node);
      case NULL, MISSING -> null;
    };
  }

  private void arrayOf(Object array, int depth) {
    checkDepth(depth);
    json.raw('[');
    for (int index = 0; index < Array.getLength(array); index++) {
      if (index > 0) {
        json.raw(',');
      }
      item(Array.get(array, index), index, depth);
    }
    json.raw(']');
  }

  private static void checkDepth(int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw new UnwritableException(
          "is nested deeper than " + CanonicalJson.MAX_DEPTH + " levels, or contains itself");
    }
  }

  private static UnwritableException notJson(Object value) {
    if (value instanceof byte[]) {
      return new UnwritableException("is a byte[], which is not JSON; pass it as Base64 text");
    }
    return new UnwritableException(
        "is "
            + describe(value)
            + ", which is not JSON; pass a Map, List, text, number, boolean or null");
  }

  private static String describe(@Nullable Object value) {
    return value == null ? "null" : "a " + value.getClass().getName();
  }
}
