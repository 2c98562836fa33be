package dev.eventlogger.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Presents Jackson's trees as maps, lists and scalars. The only class that refers to them: it is
 * not loaded where Jackson databind is missing. Stateless, thread-safe.
 */
final class JsonNodes {

  private JsonNodes() {}

  /**
   * See {@link JsonValues#open}. A value that is not a node, or does not hold JSON, is returned as
   * it is.
   */
  static @Nullable Object open(Object value) {
    if (!(value instanceof JsonNode node)) {
      return value;
    }
    return switch (node.getNodeType()) {
      case OBJECT -> new Members(node);
      case ARRAY -> new Items(node);
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case BINARY, POJO -> node;
    };
  }

  private static final class Members extends AbstractMap<String, JsonNode> {

    private final JsonNode node;

    Members(JsonNode node) {
      this.node = node;
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
      return node.properties();
    }
  }

  private static final class Items extends AbstractList<JsonNode> implements RandomAccess {

    private final JsonNode node;

    Items(JsonNode node) {
      this.node = node;
    }

    @Override
    public JsonNode get(int index) {
      return node.get(index);
    }

    @Override
    public int size() {
      return node.size();
    }
  }
}
