package dev.eventlogger.sink.db;

import dev.eventlogger.spi.Outbox.StagedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the outbox's table: {@code id}, the names of the {@code logs} separated by
 * commas, and the {@code event} as bytes of canonical JSON. Immutable, thread-safe.
 *
 * <p>A row whose logs begin with {@code !} is set aside; no log's name does.
 *
 * @param limit how long a statement may take, in seconds; 0 to leave that to the connection
 */
record OutboxTable(TableName name, Dialect dialect, int limit) {

  private static final String SET_ASIDE = "!";

  /** A row, without its event. */
  record Row(String id, String logs, long size) {}

  /** The counts of a table; see {@link dev.eventlogger.spi.OutboxState}. */
  record Counts(long waiting, long failed, long unclaimed, @Nullable String oldest) {}

  /** The table as it stands in SQL. */
  String sql() {
    return name.quoted(dialect::quote);
  }

  /** Adds rows, as a part of the connection's transaction. */
  void insert(Connection connection, List<StagedEvent> events) throws SQLException {
    String sql = "INSERT INTO " + sql() + " (id, logs, event) VALUES (?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (StagedEvent staged : events) {
        dialect.setId(insert, 1, staged.event().id());
        insert.setString(2, String.join(",", staged.logs()));
        insert.setBytes(3, bytes(staged));
        if (events.size() == 1) {
          insert.executeUpdate();
          return;
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static byte[] bytes(StagedEvent staged) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(staged.event().size());
    try {
      staged.event().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Locks the first rows that nobody else has locked, until the end of the transaction.
   *
   * @param without values of {@code logs} to skip
   * @param last the last row that the transaction has locked before; null if there is none
   */
  List<Row> lock(Connection connection, Collection<String> without, @Nullable String last, int most)
      throws SQLException {
    String sql =
        "SELECT id, logs, OCTET_LENGTH(event) FROM "
            + sql()
            + " WHERE logs NOT LIKE '!%'"
            + (without.isEmpty() ? "" : " AND logs NOT IN (" + parameters(without.size()) + ")")
            + (last == null ? "" : " AND id > ?")
            + " ORDER BY id"
            + dialect.first(most)
            + " FOR UPDATE SKIP LOCKED";
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, sql)) {
      setAll(select, 1, without);
      if (last != null) {
        dialect.setId(select, 1 + without.size(), last);
      }
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(new Row(found.getString(1), found.getString(2), found.getLong(3)));
        }
      }
    }
    return rows;
  }

  /** The events of rows, by the rows' ids. */
  Map<String, byte[]> events(Connection connection, List<Row> rows) throws SQLException {
    String sql = "SELECT id, event FROM " + sql() + withIds(rows.size());
    Map<String, byte[]> events = new HashMap<>();
    try (PreparedStatement select = prepare(connection, sql)) {
      setIds(select, 1, ids(rows));
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          events.put(found.getString(1), found.getBytes(2));
        }
      }
    }
    return events;
  }

  void delete(Connection connection, List<String> ids) throws SQLException {
    if (!ids.isEmpty()) {
      String sql = "DELETE FROM " + sql() + withIds(ids.size());
      try (PreparedStatement delete = prepare(connection, sql)) {
        setIds(delete, 1, ids);
        delete.executeUpdate();
      }
    }
  }

  /** Changes which logs rows are for. */
  void assign(Connection connection, String logs, List<String> ids) throws SQLException {
    String sql = "UPDATE " + sql() + " SET logs = ?" + withIds(ids.size());
    try (PreparedStatement update = prepare(connection, sql)) {
      update.setString(1, logs);
      setIds(update, 2, ids);
      update.executeUpdate();
    }
  }

  /** The {@code logs} of a row once it is set aside. */
  static String setAside(String logs) {
    return SET_ASIDE + logs;
  }

  /**
   * Counts all rows, which takes the longer the more there are.
   *
   * @param unclaimed the values of {@code logs} that no log here takes
   */
  Counts count(Connection connection, Collection<String> unclaimed) throws SQLException {
    String aside = "SUM(CASE WHEN logs LIKE '!%' THEN 1 ELSE 0 END)";
    String nobodys =
        unclaimed.isEmpty()
            ? "0"
            : "SUM(CASE WHEN logs IN (" + parameters(unclaimed.size()) + ") THEN 1 ELSE 0 END)";
    String sql = "SELECT COUNT(*), " + aside + ", " + nobodys + " FROM " + sql();
    try (PreparedStatement select = prepare(connection, sql)) {
      setAll(select, 1, unclaimed);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long failed = row.getLong(2);
        long waiting = row.getLong(1) - failed;
        String oldest = waiting == 0 ? null : oldest(connection);
        return new Counts(waiting, failed, row.getLong(3), oldest);
      }
    }
  }

  private @Nullable String oldest(Connection connection) throws SQLException {
    String sql =
        "SELECT id FROM " + sql() + " WHERE logs NOT LIKE '!%' ORDER BY id" + dialect.first(1);
    try (PreparedStatement select = prepare(connection, sql);
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** All different values of {@code logs}, except those of rows set aside. */
  List<String> destinations(Connection connection) throws SQLException {
    String sql = "SELECT DISTINCT logs FROM " + sql() + " WHERE logs NOT LIKE '!%'";
    List<String> destinations = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        destinations.add(rows.getString(1));
      }
    }
    return destinations;
  }

  /** Fails if the table does not exist, or lacks a column. */
  void check(Connection connection) throws SQLException {
    String sql = "SELECT id, logs, event FROM " + sql() + " WHERE 1 = 0";
    try (PreparedStatement select = prepare(connection, sql)) {
      select.executeQuery().close();
    }
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(limit);
    return statement;
  }

  private static List<String> ids(List<Row> rows) {
    return rows.stream().map(Row::id).toList();
  }

  private static String withIds(int count) {
    return " WHERE id IN (" + parameters(count) + ")";
  }

  private static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static void setAll(PreparedStatement statement, int from, Collection<String> texts)
      throws SQLException {
    int index = from;
    for (String text : texts) {
      statement.setString(index++, text);
    }
  }

  private void setIds(PreparedStatement statement, int from, List<String> ids) throws SQLException {
    for (int i = 0; i < ids.size(); i++) {
      dialect.setId(statement, from + i, ids.get(i));
    }
  }
}
