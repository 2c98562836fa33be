package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table, as configured. Immutable.
 *
 * @param schema the schema that it is in; null for the connection's own
 * @param name of letters, digits and underscores, so that it cannot contain SQL
 */
record TableName(@Nullable String schema, String name) {

  // At most 48: with the suffix of an index, that fits into the 63 characters that PostgreSQL
  // takes.
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<schema>[A-Za-z_][A-Za-z0-9_]{0,62})\\.)?(?<name>[A-Za-z_][A-Za-z0-9_]{0,47})");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is anything but {@code table} or {@code schema.table}
   */
  static TableName parse(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "table must be a name such as event_logs or app.event_logs: letters, digits and"
              + " underscores, at most 48 of them");
    }
    return new TableName(matcher.group("schema"), requireNonNull(matcher.group("name")));
  }

  /** The table in the same schema whose name has this suffix. */
  TableName with(String ending) {
    return new TableName(schema, name + ending);
  }

  /** As it stands in SQL. */
  String quoted(UnaryOperator<String> quote) {
    String quoted = quote.apply(name);
    return schema == null ? quoted : quote.apply(schema) + "." + quoted;
  }

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
