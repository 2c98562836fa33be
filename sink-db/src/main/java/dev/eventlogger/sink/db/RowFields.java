package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.JsonPaths;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.query.EventValues;
import dev.eventlogger.query.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads some fields of a row, and parses no more of its JSON than they need: a whole event takes
 * many times as long. For one thread.
 */
final class RowFields {

  private final Dialect dialect;
  private final Map<Field.Part, Integer> columns;
  private final Map<Field.Part, List<Field>> fields = new EnumMap<>(Field.Part.class);
  private final Map<Field.Part, JsonPaths> paths = new EnumMap<>(Field.Part.class);

  /**
   * Reads these fields.
   *
   * @param fields each once
   * @param columns the position in a row of each part of an event, from 1 on; without parts that
   *     the table does not have
   */
  RowFields(Set<Field> fields, Map<Field.Part, Integer> columns, Dialect dialect) {
    this.dialect = dialect;
    this.columns = columns;
    for (Field field : fields) {
      this.fields.computeIfAbsent(field.part(), unused -> new ArrayList<>()).add(field);
    }
    this.fields.forEach(
        (part, those) -> {
          if (part.isJson()) {
            paths.put(part, new JsonPaths(those.stream().map(Field::path).toList()));
          }
        });
  }

  /**
   * The values of a row's fields.
   *
   * @throws IllegalArgumentException if the row holds no event
   */
  EventValues of(ResultSet row) throws SQLException {
    Map<Field, List<Object>> values = new HashMap<>();
    for (Map.Entry<Field.Part, List<Field>> part : fields.entrySet()) {
      Integer column = columns.get(part.getKey());
      JsonPaths json = paths.get(part.getKey());
      if (json == null) {
        Object value = column == null ? null : value(part.getKey(), row, column);
        values.put(part.getValue().get(0), Field.scalarsOf(value));
      } else {
        read(column == null ? null : row.getString(column), json, part.getValue(), values);
      }
    }
    return field -> requireNonNull(values.get(field), "a field that was not read");
  }

  private @Nullable Object value(Field.Part part, ResultSet row, int column) throws SQLException {
    return switch (part) {
      case CREATED_AT -> requireNonNull(dialect.time(row, column), "a row without created_at");
      case DURATION_MS -> row.getBigDecimal(column);
      default -> {
        String text = row.getString(column);
        yield text == null ? null : StorableText.decode(text);
      }
    };
  }

  private static void read(
      @Nullable String stored, JsonPaths json, List<Field> those, Map<Field, List<Object>> values) {
    List<@Nullable Object> found = stored == null ? List.of() : read(stored, json);
    for (int i = 0; i < those.size(); i++) {
      values.put(those.get(i), found.isEmpty() ? List.of() : Field.scalarsOf(found.get(i)));
    }
  }

  private static List<@Nullable Object> read(String stored, JsonPaths json) {
    try {
      return json.read(StorableText.decodeJson(stored));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
