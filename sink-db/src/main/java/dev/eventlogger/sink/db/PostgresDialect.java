package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, 12 or later. */
record PostgresDialect(boolean hasZones) implements Dialect {

  @Override
  public Dialect withoutZones() {
    return new PostgresDialect(false);
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }

  @Override
  public @Nullable BulkLoad bulkLoad(Connection connection, Duration timeout) {
    try {
      return PostgresCopy.on(connection, timeout);
    } catch (LinkageError | SQLException | UnsupportedOperationException e) {
      return null; // another driver, or PostgreSQL's is not visible to this class or is hidden
    }
  }

  /** Untyped: a column of an enumerated type refuses text, but accepts a value without a type. */
  @Override
  public void setWord(PreparedStatement statement, int index, String word) throws SQLException {
    statement.setObject(index, word, Types.OTHER);
  }

  @Override
  public int rowsPerInsert() {
    return 100;
  }

  @Override
  public String insertNew(
      String table, List<String> columns, List<String> key, String row, int rows) {
    return Dialect.insert(table, columns, row, rows)
        + " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO NOTHING";
  }

  @Override
  public Deletion deletion(Connection connection, String table) throws SQLException {
    return PostgresDeletion.of(connection, table);
  }

  @Override
  public String jsonParameter() {
    return "CAST(? AS json)";
  }

  @Override
  public String asText(String column) {
    return "CAST(" + column + " AS text)";
  }

  @Override
  public String now() {
    return "clock_timestamp()";
  }

  @Override
  public String nowPlusSeconds() {
    return "clock_timestamp() + CAST(? AS double precision) * INTERVAL '1 second'";
  }

  @Override
  public String byCodePoint(String text) {
    return "CAST(" + text + " AS text) COLLATE \"C\"";
  }

  @Override
  public String positionIn(String text) {
    return "strpos(" + byCodePoint(text) + ", ?)";
  }

  @Override
  public String startOf(Bucket bucket, String time) {
    String unit = "'" + bucket.name().toLowerCase(Locale.ROOT) + "'";
    // Faster than date_trunc with a zone argument, which looks up the zone's rules for each row.
    return hasZones
        ? "date_trunc(" + unit + ", " + time + " AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"
        : "date_trunc(" + unit + ", " + time + ")";
  }

  /** For each {@code COUNT(DISTINCT)} it sorts all rows, in one process; groups it can hash. */
  @Override
  public boolean groupsByUserFirst() {
    return true;
  }

  /**
   * Otherwise it would first sort all rows of the time span: for a page, as no limit tells it that
   * few rows may be enough; for counts, as it assumes that each event has a bucket of its own.
   */
  @Override
  public void whileReading(Connection connection, boolean avoidsSorting, Reading reading)
      throws SQLException {
    if (avoidsSorting) {
      try (Statement setting = connection.createStatement()) {
        setting.execute("SET LOCAL enable_sort = off"); // until the end of the transaction
      }
    }
    reading.run();
  }

  /**
   * Through the connection: to the driver, a statement whose rows are read in pieces is already
   * over.
   */
  @Override
  public Runnable ending(Statement statement, Callable<Connection> others) {
    return () -> {
      try {
        PostgresStatements.cancel(statement.getConnection());
      } catch (LinkageError | SQLException | UnsupportedOperationException e) {
        Dialect.cancel(statement); // another driver, or PostgreSQL's is hidden
      }
    };
  }

  @Override
  public int fetchSize() {
    return 1_000;
  }

  @Override
  public Map<String, String> timeouts(Duration connect, Duration socket) {
    String connectSeconds = String.valueOf(Math.max(1, connect.toSeconds()));
    return Map.of(
        "connectTimeout", connectSeconds,
        "loginTimeout", connectSeconds,
        "cancelSignalTimeout", connectSeconds,
        "socketTimeout", String.valueOf(Math.max(1, socket.toSeconds())),
        "tcpKeepAlive", "true");
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of();
  }

  @Override
  public Map<String, String> columnTypes() {
    return ColumnTypes.of("uuid", "timestamptz", "numeric", "varchar|text", "varchar|text", "json");
  }
}
