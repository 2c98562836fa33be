package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The table that records which migrations were done, {@code <table>_migrations}. Thread-safe. */
final class MigrationHistory {

  /** The version of a row that records no migration, but serves as the lock. */
  static final int LOCK = 0;

  private final Database database;
  private final TableName name;

  MigrationHistory(Database database) {
    this.database = database;
    name = database.tableName().with("_migrations");
  }

  /** The table as it stands in SQL. */
  String table() {
    return name.quoted(database.dialect()::quote);
  }

  /** Whether the table exists. */
  boolean exists(Connection connection) throws SQLException {
    return !columns(name, connection).isEmpty();
  }

  /** Creates the table if it does not exist. */
  void create(Connection connection) throws SQLException {
    String file = "migrations/" + database.dialect().name() + ".sql";
    try (Statement statement = database.limited(connection.createStatement())) {
      for (String sql : SqlScript.read(file, database.names()).statements()) {
        statement.execute(sql);
      }
    }
  }

  /** The versions that were reached; none if the table does not exist. */
  Set<Integer> versions(Connection connection) throws SQLException {
    Set<Integer> versions = new HashSet<>();
    if (!exists(connection)) {
      return versions;
    }
    try (Statement statement = database.limited(connection.createStatement());
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM " + table() + " WHERE version <> " + LOCK)) {
      while (rows.next()) {
        versions.add(rows.getInt(1));
      }
    }
    return versions;
  }

  /** Records that something was done. */
  void add(Connection connection, int version, String description) throws SQLException {
    String sql = "INSERT INTO " + table() + " (version, description, applied_at) VALUES (?, ?, ?)";
    try (PreparedStatement insert = database.limited(connection.prepareStatement(sql))) {
      insert.setInt(1, version);
      insert.setString(2, description);
      database.dialect().setTime(insert, 3, Instant.now());
      insert.executeUpdate();
    }
  }

  /**
   * The scripts that Flyway ran, which earlier did the migrations and recorded them in {@code
   * <table>_history}. Empty if there is no such table, or it is not Flyway's.
   */
  Set<String> ofFlyway(Connection connection) throws SQLException {
    TableName history = database.tableName().with("_history");
    Set<String> files = new HashSet<>();
    if (!columns(history, connection).containsAll(List.of("installed_rank", "script", "success"))) {
      return files;
    }
    Dialect dialect = database.dialect();
    String sql =
        "SELECT "
            + dialect.quote("script")
            + " FROM "
            + history.quoted(dialect::quote)
            + " WHERE "
            + dialect.quote("success");
    try (Statement statement = database.limited(connection.createStatement());
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        files.add(rows.getString(1));
      }
    }
    return files;
  }

  private static Set<String> columns(TableName table, Connection connection) throws SQLException {
    Set<String> columns = new HashSet<>();
    TablePlace place = TablePlace.find(table, connection);
    if (place == null) {
      return columns;
    }
    try (ResultSet found = place.columns()) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }
}
