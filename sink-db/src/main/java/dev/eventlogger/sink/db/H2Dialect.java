package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2, 2.2 or later. */
record H2Dialect(boolean hasZones) implements Dialect {

  @Override
  public Dialect withoutZones() {
    return new H2Dialect(false);
  }

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }

  /** One: there is no network round trip that several rows would save. */
  @Override
  public int rowsPerInsert() {
    return 1;
  }

  /**
   * Casts each parameter to its type: otherwise a null in the first row would turn those of all
   * rows into nulls.
   */
  @Override
  public String insertNew(
      String table, List<String> columns, List<String> key, String row, int rows) {
    String names = String.join(", ", columns);
    String parameters =
        columns.stream()
            .map(column -> "CAST(? AS " + type(column) + ")")
            .collect(Collectors.joining(", "));
    return "MERGE INTO "
        + table
        + " old USING (VALUES ("
        + parameters
        + ")) new ("
        + names
        + ") ON "
        + key.stream()
            .map(column -> "old." + column + " = new." + column)
            .collect(Collectors.joining(" AND "))
        + " WHEN NOT MATCHED THEN INSERT ("
        + names
        + ") VALUES (new."
        + String.join(", new.", columns)
        + ")";
  }

  private static String type(String column) {
    return switch (column) {
      case "id" -> "UUID";
      case "created_at" -> "TIMESTAMP(6) WITH TIME ZONE";
      case "duration_ms" -> "DECIMAL(28, 6)";
      default -> "VARCHAR";
    };
  }

  /** By id, with the condition repeated: in somebody else's table, an id need not be unique. */
  @Override
  public Deletion deletion(Connection connection, String table) {
    return (condition, isByTime, most) -> Deletions.byId(table, condition, most);
  }

  /** Text: H2's own JSON type rewrites numbers, and takes several times as long. */
  @Override
  public String jsonParameter() {
    return "?";
  }

  @Override
  public String asText(String column) {
    return "CAST(" + column + " AS VARCHAR)";
  }

  @Override
  public String now() {
    return "CURRENT_TIMESTAMP(6)";
  }

  @Override
  public String nowPlusSeconds() {
    return "DATEADD(SECOND, ?, CURRENT_TIMESTAMP(6))";
  }

  /** As bytes in UTF-8, since H2 orders texts by UTF-16. */
  @Override
  public String byCodePoint(String text) {
    return "CAST(CAST(" + text + " AS VARCHAR) AS VARBINARY)";
  }

  @Override
  public String positionIn(String text) {
    return "LOCATE(?, " + text + ")";
  }

  @Override
  public String startOf(Bucket bucket, String time) {
    String unit = bucket == Bucket.WEEK ? "ISO_WEEK" : bucket.name();
    return "DATE_TRUNC(" + unit + ", " + time + (hasZones ? " AT TIME ZONE 'UTC')" : ")");
  }

  @Override
  public @Nullable String problem(Connection connection) throws SQLException {
    String sql =
        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'MODE'";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && "Oracle".equalsIgnoreCase(row.getString(1))
          ? "url: with MODE=Oracle, H2 makes nulls of empty texts, so that events would not come"
              + " back as they were; leave MODE out, or give the events a database of their own"
          : null;
    }
  }

  /** Otherwise H2 would write a large answer to a file before it returned the first row. */
  @Override
  public void whileReading(Connection connection, boolean avoidsSorting, Reading reading)
      throws SQLException {
    try (Statement setting = connection.createStatement()) {
      setting.execute("SET LAZY_QUERY_EXECUTION 1");
      try {
        reading.run();
      } finally {
        setting.execute("SET LAZY_QUERY_EXECUTION 0");
      }
    }
  }

  @Override
  public int fetchSize() {
    return 1_000;
  }

  /** None: an embedded H2 has no network, and in server mode it has no timeouts. */
  @Override
  public Map<String, String> timeouts(Duration connect, Duration socket) {
    return Map.of();
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of();
  }

  @Override
  public Map<String, String> columnTypes() {
    // With IGNORECASE=TRUE, H2 turns the first into the second.
    String text = "CHARACTER VARYING|VARCHAR_IGNORECASE";
    return ColumnTypes.of("UUID", "TIMESTAMP WITH TIME ZONE", "NUMERIC|DECIMAL", text, text, text);
  }
}
