package dev.eventlogger.sink.db;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A part of a statement, and the values of its parameters in order. Input from outside is only ever
 * a parameter. Immutable.
 *
 * @param parameters of {@code UUID}, {@code Instant}, {@code BigDecimal}, {@code Long} and {@code
 *     String}
 */
record SqlText(String sql, List<Object> parameters) {

  /** Holds for every row. */
  static final SqlText ALWAYS = of("1 = 1");

  /** Holds for no row. */
  static final SqlText NEVER = of("1 = 0");

  SqlText {
    parameters = List.copyOf(parameters);
  }

  static SqlText of(String sql, Object... parameters) {
    return new SqlText(sql, List.of(parameters));
  }

  /** The conjunction of the parts. */
  static SqlText allOf(List<SqlText> parts) {
    List<Object> parameters = new ArrayList<>();
    parts.forEach(part -> parameters.addAll(part.parameters()));
    return parts.isEmpty()
        ? ALWAYS
        : new SqlText(String.join(" AND ", parts.stream().map(SqlText::sql).toList()), parameters);
  }

  /** Binds the parameters, beginning with index 1. */
  void bind(PreparedStatement statement, Dialect dialect) throws SQLException {
    int index = 1;
    for (Object value : parameters) {
      if (value instanceof UUID id) {
        dialect.setId(statement, index, id);
      } else if (value instanceof Instant time) {
        dialect.setTime(statement, index, time);
      } else if (value instanceof BigDecimal number) {
        statement.setBigDecimal(index, number);
      } else if (value instanceof Long number) {
        statement.setLong(index, number);
      } else {
        statement.setString(index, (String) value);
      }
      index++;
    }
  }
}
