package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that have a single type, number or text, wherever a schema describes them. For
 * one thread, once.
 *
 * <p>A field about which schemas disagree has no type. Neither has a field whose name an index
 * would not accept as a single name, or which is a value in one schema and an object in another.
 */
final class SchemaFields {

  /** An index has at most 1,000 fields by default, including our own and the user's. */
  static final int MOST = 500;

  /** A name that an index accepts as a single name. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@$-]{1,100}");

  private static final int DEEPEST = 20;
  private static final String LOCAL_REFERENCE = "#/definitions/";

  private final Map<String, FieldType> types = new TreeMap<>();
  private final Set<String> disputed = new HashSet<>();
  private final Set<String> objects = new TreeSet<>();

  private SchemaFields() {}

  /**
   * The fields of all schemas.
   *
   * @param schemas each with everything that it refers to, in {@code definitions}
   * @throws IllegalArgumentException if there are more than {@link #MOST}
   */
  static TypedData of(Collection<? extends Map<String, ?>> schemas) {
    SchemaFields fields = new SchemaFields();
    for (Map<String, ?> schema : schemas) {
      fields.read(schema, schema, "", 0);
    }
    fields.types.keySet().removeAll(fields.disputed);
    fields.types.keySet().removeAll(fields.objects);
    if (fields.types.size() > MOST) {
      throw new IllegalArgumentException(
          "typed_fields: the registered schemas have "
              + fields.types.size()
              + " fields of a type, more than "
              + MOST
              + "; set typed_fields: none");
    }
    return new TypedData(fields.types);
  }

  private void read(Map<?, ?> root, Map<?, ?> schema, String path, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (schema.get("$ref") instanceof String reference
        && reference.startsWith(LOCAL_REFERENCE)
        && root.get("definitions") instanceof Map<?, ?> definitions
        && definitions.get(reference.substring(LOCAL_REFERENCE.length())) instanceof Map<?, ?> to) {
      read(root, to, path, depth + 1);
    }
    if (schema.get("allOf") instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof Map<?, ?> also) {
          read(root, also, path, depth + 1);
        }
      }
    }
    if (!path.isEmpty()) {
      note(path, type(schema.get("type")));
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, value) -> property(root, path, name, value, depth));
    }
  }

  private void property(
      Map<?, ?> root, String path, @Nullable Object name, @Nullable Object schema, int depth) {
    if (name instanceof String text
        && NAME.matcher(text).matches()
        && schema instanceof Map<?, ?> map) {
      if (!path.isEmpty()) {
        objects.add(path);
      }
      read(root, map, path.isEmpty() ? text : path + "." + text, depth + 1);
    }
  }

  private void note(String path, @Nullable FieldType type) {
    if (type != null) {
      FieldType before = types.putIfAbsent(path, type);
      if (before != null && before != type) {
        disputed.add(path);
      }
    }
  }

  private static @Nullable FieldType type(@Nullable Object type) {
    if (type instanceof List<?> several) {
      List<?> others = several.stream().filter(one -> !"null".equals(one)).toList();
      return others.size() == 1 ? type(others.get(0)) : null;
    }
    if ("string".equals(type)) {
      return FieldType.TEXT;
    }
    return "integer".equals(type) || "number".equals(type) ? FieldType.NUMBER : null;
  }
}
