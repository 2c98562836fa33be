package dev.eventlogger.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads only the values at some paths of a JSON text, and skips the rest. For many texts of which
 * little is wanted; values are read as by {@link JsonReader}. Immutable, thread-safe.
 *
 * <p>A path leads from object to object by the names of members, and never through a list.
 */
public final class JsonPaths {

  private final Node root = new Node();
  private final int count;

  /**
   * For some paths.
   *
   * @param paths each of at least one name
   */
  public JsonPaths(List<List<String>> paths) {
    count = paths.size();
    for (int i = 0; i < count; i++) {
      Node node = root;
      for (String name : paths.get(i)) {
        node = node.members.computeIfAbsent(name, unused -> new Node());
      }
      node.places = Arrays.copyOf(node.places, node.places.length + 1);
      node.places[node.places.length - 1] = i;
    }
  }

  /** A point where paths continue. Not changed once the constructor is done. */
  private static final class Node {
    final Map<String, Node> members = new HashMap<>();
    int[] places = {};
  }

  /**
   * Reads the values.
   *
   * @param json an object; in any other value, nothing is found
   * @return for each path, in their order, the value that it leads to; null if that is null or
   *     absent
   * @throws MalformedJsonException if the part that had to be read is not JSON, saying where
   */
  public List<@Nullable Object> read(String json) throws MalformedJsonException {
    @Nullable Object[] found = new @Nullable Object[count];
    try (JsonParser parser = JsonReader.parser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, root, found);
      }
    } catch (IOException e) {
      throw JsonReader.malformed(e);
    }
    return Arrays.asList(found);
  }

  private static void object(JsonParser parser, Node node, @Nullable Object[] found)
      throws IOException, MalformedJsonException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Node member = node.members.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (member == null) {
        parser.skipChildren();
        continue;
      }
      if (member.places.length > 0) {
        put(JsonReader.value(parser, 1), member, found);
      } else if (token == JsonToken.START_OBJECT) {
        object(parser, member, found);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Keeps a value that is wanted itself, and those of its members that are wanted too. */
  private static void put(@Nullable Object value, Node node, @Nullable Object[] found) {
    for (int place : node.places) {
      found[place] = value;
    }
    if (value instanceof Map<?, ?> object) {
      node.members.forEach((name, member) -> put(object.get(name), member, found));
    }
  }
}
