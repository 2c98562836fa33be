package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNullElse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The constraints, unique indexes and triggers for which a table may refuse a row. */
final class TableRules {

  private static final String NAMES =
      "SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
          + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
          + " UNION SELECT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS"
          + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?";

  /** MariaDB's failure does not name the index; see {@link MySqlDialect#insertNew}. */
  private static final String MET_UNIQUE_INDEX = "21000";

  private TableRules() {}

  /**
   * The rules that a failure's message mentions: only names in the database's catalogue, since the
   * rest of the message may quote the row.
   */
  static List<String> namedIn(SQLException failure, TableName table, Connection connection) {
    String message = requireNonNullElse(failure.getMessage(), "");
    try {
      TablePlace place = TablePlace.find(table, connection);
      if (place == null) {
        return List.of();
      }
      List<String> unique = TableIndexes.of(place).uniqueWithoutId();
      return MET_UNIQUE_INDEX.equals(failure.getSQLState())
          ? unique
          : names(unique, place, connection).stream().filter(name -> isIn(message, name)).toList();
    } catch (SQLException e) {
      return List.of(); // The message does without them.
    }
  }

  private static boolean isIn(String message, String name) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(message).find();
  }

  private static Set<String> names(List<String> unique, TablePlace place, Connection connection)
      throws SQLException {
    Set<String> names = new TreeSet<>(unique);
    try (PreparedStatement select = connection.prepareStatement(NAMES)) {
      for (int index = 1; index <= 4; index++) {
        select.setString(index, index % 2 == 1 ? place.owner() : place.name());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
