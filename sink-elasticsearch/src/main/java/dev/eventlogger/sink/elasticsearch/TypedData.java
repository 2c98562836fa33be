package dev.eventlogger.sink.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data fields that have a type of their own in the index, by their dotted paths. Immutable.
 *
 * <p>A value is written only if it is of its field's type, so that none can make the server refuse
 * the event.
 */
final class TypedData {

  /** No field has a type. */
  static final TypedData NONE = new TypedData(Map.of());

  /** A type that a field can have. */
  enum Type {
    LONG,
    DOUBLE,
    KEYWORD
  }

  private record Field(String path, List<String> keys, Type type) {}

  private final Map<String, Type> types;
  private final List<Field> fields;

  TypedData(Map<String, Type> types) {
    this.types = Map.copyOf(types);
    fields =
        new TreeMap<>(types)
            .entrySet().stream()
                .map(
                    entry ->
                        new Field(
                            entry.getKey(),
                            Arrays.asList(entry.getKey().split("\\.")),
                            entry.getValue()))
                .toList();
  }

  /** The types by path. */
  Map<String, Type> types() {
    return types;
  }

  /** Writes the member that holds the typed values, if the data has any. */
  void write(JsonGenerator json, Map<String, Object> data) throws IOException {
    boolean isOpen = false;
    for (Field field : fields) {
      Object value = find(data, field.keys());
      if (value != null && isOf(field.type(), value)) {
        if (!isOpen) {
          json.writeObjectFieldStart(DocumentWriter.TYPED);
          isOpen = true;
        }
        json.writeFieldName(field.path());
        write(json, value);
      }
    }
    if (isOpen) {
      json.writeEndObject();
    }
  }

  private static @Nullable Object find(Map<?, ?> data, List<String> keys) {
    Object value = data;
    for (String key : keys) {
      if (!(value instanceof Map<?, ?> object)) {
        return null;
      }
      value = object.get(key);
    }
    return value;
  }

  private static boolean isOf(Type type, Object value) {
    return switch (type) {
      case LONG -> value instanceof Integer || value instanceof Long;
      case DOUBLE -> value instanceof Number number && Double.isFinite(number.doubleValue());
      case KEYWORD -> value instanceof String;
    };
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger whole) {
      json.writeNumber(whole);
    } else {
      json.writeNumber(((Number) value).doubleValue());
    }
  }
}
