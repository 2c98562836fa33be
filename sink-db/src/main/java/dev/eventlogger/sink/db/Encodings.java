package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks that a table can hold every Unicode text, and that its server reports what it cannot hold.
 */
final class Encodings {

  private static final String OTHER_CHARACTER_SETS =
      "SELECT column_name, character_set_name FROM information_schema.columns"
          + " WHERE table_schema = ? AND table_name = ? AND character_set_name <> 'utf8mb4'"
          + " ORDER BY ordinal_position";

  private Encodings() {}

  /** One line for each difference. */
  static List<String> differences(
      TableName table, TablePlace place, Layout layout, Connection connection) throws SQLException {
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "PostgreSQL" -> ofPostgres(connection);
      case "MariaDB", "MySQL" -> ofMySql(table, place, layout, connection);
      default -> List.of();
    };
  }

  private static List<String> ofPostgres(Connection connection) throws SQLException {
    String encoding = first(connection, "SHOW server_encoding");
    return encoding.equals("UTF8")
        ? List.of()
        : List.of("url: the database has the encoding " + encoding + "; it must be UTF8");
  }

  private static List<String> ofMySql(
      TableName table, TablePlace place, Layout layout, Connection connection) throws SQLException {
    List<String> differences = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OTHER_CHARACTER_SETS)) {
      select.setString(1, place.owner());
      select.setString(2, place.name());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String column = rows.getString(1).toLowerCase(Locale.ROOT);
          if (layout.holdsText(column)) {
            differences.add(other(table, column, rows.getString(2)));
          }
        }
      }
    }
    addIfLax(differences, first(connection, "SELECT @@sql_mode"));
    return differences;
  }

  private static String other(TableName table, String column, String characterSet) {
    String place = "table: " + table + "." + column;
    return place + " has the character set " + characterSet + "; it must be utf8mb4";
  }

  /** If it is not strict, the server silently cuts off what does not fit. */
  private static void addIfLax(List<String> differences, String mode) {
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      differences.add(
          "url: the server is not strict, and would cut off what does not fit; add"
              + " STRICT_TRANS_TABLES to its sql_mode");
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
