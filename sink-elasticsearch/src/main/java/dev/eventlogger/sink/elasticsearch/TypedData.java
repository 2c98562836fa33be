package dev.eventlogger.sink.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data fields that have a type of their own in the index, by their dotted paths. Immutable.
 *
 * <p>Of an event's values, only those with the type of their field are written, whatever the
 * event's schema, so that no value can make the server refuse an event.
 */
final class TypedData {

  /** No typed fields. */
  static final TypedData NONE = new TypedData(Map.of());

  /** A type that a field can have. */
  enum FieldType {
    /** Compared as a double. */
    NUMBER("double"),
    /** Compared code point by code point. */
    TEXT("keyword");

    private final String fieldType;

    FieldType(String fieldType) {
      this.fieldType = fieldType;
    }

    /** The server's name for the type. */
    String fieldType() {
      return fieldType;
    }

    /** Whether a value is of this type. */
    boolean takes(@Nullable Object value) {
      return this == NUMBER ? value instanceof Number : value instanceof String;
    }
  }

  private record Field(String path, List<String> names, FieldType type) {}

  private final SortedMap<String, FieldType> types;
  private final List<Field> fields;

  TypedData(Map<String, FieldType> types) {
    this.types = new TreeMap<>(types);
    fields =
        this.types.entrySet().stream()
            .map(
                entry ->
                    new Field(
                        entry.getKey(),
                        Arrays.asList(entry.getKey().split("\\.", -1)),
                        entry.getValue()))
            .toList();
  }

  /** The types by path, sorted. */
  SortedMap<String, FieldType> types() {
    return new TreeMap<>(types);
  }

  /** Writes the member with the typed values, if the data has any. */
  void write(JsonGenerator json, Map<String, Object> data) throws IOException {
    boolean isOpen = false;
    for (Field field : fields) {
      List<Object> values = values(find(data, field.names()), field.type());
      if (!values.isEmpty()) {
        if (!isOpen) {
          json.writeObjectFieldStart(DocumentWriter.TYPED);
          isOpen = true;
        }
        json.writeArrayFieldStart(field.path());
        for (Object value : values) {
          write(json, value);
        }
        json.writeEndArray();
      }
    }
    if (isOpen) {
      json.writeEndObject();
    }
  }

  /** The nearest number that the index can hold. */
  static double nearest(Number number) {
    double value = number.doubleValue();
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  private static @Nullable Object find(Object data, List<String> names) {
    Object value = data;
    for (String name : names) {
      if (!(value instanceof Map<?, ?> object)) {
        return null;
      }
      value = object.get(name);
    }
    return value;
  }

  private static List<Object> values(@Nullable Object value, FieldType type) {
    Stream<?> all = value instanceof List<?> items ? items.stream() : Stream.ofNullable(value);
    return all.filter(type::takes).<Object>map(item -> item).toList();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Number number) {
      json.writeNumber(nearest(number));
    } else {
      json.writeString((String) value);
    }
  }
}
