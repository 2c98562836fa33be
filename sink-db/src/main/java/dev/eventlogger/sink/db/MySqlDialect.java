package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** MariaDB, 10.6 or later, and MySQL, 8 or later. Times are in UTC. */
final class MySqlDialect implements Dialect {

  private static final Instant FIRST_OF_ITS_OWN = Instant.parse("0001-01-01T00:00:00Z");

  private static final int SORTED_PIECE = 250;
  private static final int LONGEST_IN_ORDER = 16 * SORTED_PIECE;

  private final boolean isMariaDb;
  private final boolean isMySqlDriver;

  /**
   * A dialect for one of the two.
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

  /**
   * Not {@code INSERT IGNORE}, which hides other errors too. {@code ON DUPLICATE KEY} also applies
   * to unique indexes other than the key's; then a subquery of two rows makes the statement fail.
   */
  @Override
  public String insertNew(
      String table, List<String> columns, List<String> key, String row, int rows) {
    return Dialect.insert(table, columns, row, rows)
        + " ON DUPLICATE KEY UPDATE id = IF(id = VALUES(id), id, (SELECT 1 UNION SELECT 2))";
  }

  @Override
  public Deletion deletion(Connection connection, String table) {
    return (condition, isByTime, most) ->
        new SqlText(
            "DELETE FROM "
                + table
                + " WHERE "
                + condition.sql()
                + " ORDER BY created_at, id LIMIT "
                + most,
            condition.parameters());
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
  public void setId(PreparedStatement statement, int index, String id) throws SQLException {
    statement.setString(index, id);
  }

  @Override
  public void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
    Dialect.super.setTime(statement, index, time.isBefore(earliest()) ? earliest() : time);
  }

  @Override
  public Instant earliest() {
    return FIRST_OF_ITS_OWN;
  }

  /**
   * Text: MySQL's JSON type sorts members and rewrites numbers, and MariaDB's takes no JSON of more
   * than 32 levels.
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

  /** In the one collation of utf8mb4 in which no two texts are equal, and trailing blanks count. */
  @Override
  public String byCodePoint(String text) {
    return "CONVERT(" + text + " USING utf8mb4) COLLATE " + collation();
  }

  private String collation() {
    // The collation by code point in which trailing blanks count.
    return isMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
  }

  /** In pieces, since the server sorts only by the first {@code max_sort_length} bytes, 1,024. */
  @Override
  public List<String> order(String text, int longest) {
    int most = longest == 0 ? LONGEST_IN_ORDER : longest;
    List<String> pieces = new ArrayList<>();
    for (int from = 1; from <= most; from += SORTED_PIECE) {
      pieces.add(byCodePoint("SUBSTRING(" + text + ", " + from + ", " + SORTED_PIECE + ")"));
    }
    return pieces;
  }

  @Override
  public int longestInOrder() {
    return LONGEST_IN_ORDER;
  }

  /** A digest: the server may group by sorting, which compares only the beginning of a text. */
  @Override
  public String groupKey(String text) {
    return "SHA2(CONVERT(" + text + " USING utf8mb4), 256)";
  }

  @Override
  public String positionIn(String text) {
    return "LOCATE(?, " + byCodePoint(text) + ")";
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

  @Override
  public String asDouble(String number) {
    return "CAST(" + number + " AS DOUBLE)";
  }

  /** MariaDB has {@code PERCENTILE_CONT} only for windows, and MySQL not at all. */
  @Override
  public String placed(String rows, String group, String number) {
    String window = " OVER (PARTITION BY " + group;
    return "SELECT r.*, COUNT("
        + number
        + ")"
        + window
        + ") - 1 AS last_place, ROW_NUMBER()"
        + window
        + " ORDER BY CASE WHEN "
        + number
        + " IS NULL THEN 1 ELSE 0 END, "
        + number
        + ") - 1 AS number_place FROM ("
        + rows
        + ") r";
  }

  /**
   * Weights each number by how near it is to the percentile's place, which lies between two at
   * most.
   */
  @Override
  public String percentile(int percent, String number) {
    String distance = "ABS(number_place - last_place * " + percent + " / 100)";
    return "SUM(CASE WHEN " + distance + " < 1 THEN " + number + " * (1 - " + distance + ") END)";
  }

  @Override
  public String first(int rows) {
    return " LIMIT " + rows;
  }

  /**
   * Ends the query by the connection's number: to the drivers, a statement whose rows are read in
   * pieces is already over.
   */
  @Override
  public Runnable ending(Statement statement, Callable<Connection> others) throws SQLException {
    long number;
    try (Statement question = statement.getConnection().createStatement();
        ResultSet row = question.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      number = row.getLong(1);
    }
    return () -> {
      try (Connection other = others.call();
          Statement kill = other.createStatement()) {
        kill.execute("KILL QUERY " + number);
      } catch (Exception e) {
        Dialect.cancel(statement); // it is over, or no other connection is available
      }
    };
  }

  /** This number makes MySQL's driver read piece by piece. */
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
    return Map.of("collation", collation());
  }

  @Override
  public Map<String, String> columnTypes() {
    return ColumnTypes.of("CHAR", "DATETIME", "DECIMAL", "VARCHAR", "LONGTEXT", "LONGTEXT");
  }
}
