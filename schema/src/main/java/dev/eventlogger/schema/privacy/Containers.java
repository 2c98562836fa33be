package dev.eventlogger.schema.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that an application puts into events, by what they are in JSON. */
final class Containers {

  private Containers() {}

  /**
   * What a value is in JSON: a map for an object, a collection for an array, and anything else for
   * what has no parts. One level of it: what is inside is as it was.
   */
  static @Nullable Object open(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return open(optional.orElse(null));
    }
    if (value instanceof JsonNode node) {
      return open(node);
    }
    if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int index = 0; index < Array.getLength(value); index++) {
        items.add(Array.get(value, index));
      }
      return items;
    }
    return value;
  }

  private static @Nullable Object open(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        yield members;
      }
      case ARRAY -> {
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        yield items;
      }
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case BINARY, POJO -> node;
    };
  }

  /** A key of a map as it is written in JSON. */
  static String name(@Nullable Object key) {
    return key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
  }
}
