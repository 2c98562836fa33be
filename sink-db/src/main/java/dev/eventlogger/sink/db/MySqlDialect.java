package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** MariaDB, 10.6 or later, and MySQL, 8 or later. Times are in UTC. */
final class MySqlDialect implements Dialect {

  private final boolean isMariaDb;
  private final boolean isMySqlDriver;

  /**
   * For one of the two.
   *
   * @param isMariaDb whether the server is MariaDB
   * @param isMySqlDriver whether the driver is MySQL's
   */
  MySqlDialect(boolean isMariaDb, boolean isMySqlDriver) {
    this.isMariaDb = isMariaDb;
    this.isMySqlDriver = isMySqlDriver;
  }

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public String quote(String name) {
    return '`' + name + '`';
  }

  @Override
  public int rowsPerInsert() {
    return 250;
  }

  /** Not {@code INSERT IGNORE}, which hides other errors too. */
  @Override
  public String insertNew(String table, List<String> columns, String row, int rows) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES "
        + String.join(", ", Collections.nCopies(rows, row))
        + " ON DUPLICATE KEY UPDATE id = id";
  }

  @Override
  public String deleteSome(String table, String condition, int most) {
    return "DELETE FROM "
        + table
        + " WHERE "
        + condition
        + " ORDER BY created_at, id LIMIT "
        + most;
  }

  @Override
  public boolean hasZones() {
    return false;
  }

  @Override
  public Dialect withoutZones() {
    return this;
  }

  @Override
  public void setId(PreparedStatement statement, int index, UUID id) throws SQLException {
    statement.setString(index, id.toString());
  }

  @Override
  public void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
    Dialect.super.setTime(statement, index, time.isBefore(earliest()) ? earliest() : time);
  }

  @Override
  public Instant earliest() {
    return Instant.parse("0001-01-01T00:00:00Z");
  }

  /**
   * Text: MySQL's JSON type sorts members and writes numbers anew, and MariaDB's takes no JSON of
   * more than 32 levels.
   */
  @Override
  public String jsonParameter() {
    return "?";
  }

  @Override
  public String asText(String column) {
    return "CAST(" + column + " AS CHAR)";
  }

  @Override
  public String now() {
    return "UTC_TIMESTAMP(6)";
  }

  @Override
  public String nowPlusSeconds() {
    return "UTC_TIMESTAMP(6) + INTERVAL ? SECOND";
  }

  /** The columns have such an order of their own. */
  @Override
  public String byCodePoint(String text) {
    return text;
  }

  @Override
  public String positionIn(String text) {
    return "LOCATE(?, " + text + ")";
  }

  @Override
  public String startOf(Bucket bucket, String time) {
    String format =
        switch (bucket) {
          case MINUTE -> "%Y-%m-%d %H:%i:00";
          case HOUR -> "%Y-%m-%d %H:00:00";
          case DAY, WEEK -> "%Y-%m-%d 00:00:00";
          case MONTH -> "%Y-%m-01 00:00:00";
        };
    String day = bucket == Bucket.WEEK ? time + " - INTERVAL WEEKDAY(" + time + ") DAY" : time;
    return "TIMESTAMP(DATE_FORMAT(" + day + ", '" + format + "'))";
  }

  /** MySQL's driver reads piece by piece only when it is told so by this number. */
  @Override
  public int fetchSize() {
    return isMySqlDriver ? Integer.MIN_VALUE : 1_000;
  }

  @Override
  public Map<String, String> timeouts(Duration connect, Duration socket) {
    return Map.of(
        "connectTimeout", String.valueOf(Math.max(1, connect.toMillis())),
        "socketTimeout", String.valueOf(Math.max(1, socket.toMillis())),
        "tcpKeepAlive", "true");
  }

  @Override
  public Map<String, String> placeholders() {
    // Of those that compare by code point, the ones for which blanks at the end count.
    return Map.of("collation", isMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
  }

  @Override
  public Map<String, String> columnTypes() {
    return ColumnTypes.of("CHAR", "DATETIME", "DECIMAL", "VARCHAR", "LONGTEXT", "LONGTEXT");
  }
}
