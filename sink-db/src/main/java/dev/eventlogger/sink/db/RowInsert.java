package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Inserts rows, except those that are there already. For one thread. */
final class RowInsert {

  private static final String TRIGGERED_ACTION = "27000";

  private final Database database;
  private @Nullable List<String> key;

  RowInsert(Database database) {
    this.database = database;
  }

  /** Looks the table's key up again, which may have changed. */
  void forgetKey() {
    key = null;
  }

  /**
   * Inserts rows in the transaction that is open.
   *
   * @return how many were new
   * @throws SQLException also if the table left one out that is not there already
   */
  int insert(Connection connection, List<Layout.Row> rows) throws SQLException {
    int most = database.dialect().rowsPerInsert();
    int whole = rows.size() / most * most;
    return insert(connection, rows.subList(0, whole), most)
        + insert(connection, rows.subList(whole, rows.size()), rows.size() - whole);
  }

  private int insert(Connection connection, List<Layout.Row> rows, int perStatement)
      throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    int added = 0;
    String sql = database.layout().insert(database.table(), key(connection), perStatement);
    try (PreparedStatement insert = database.limited(connection.prepareStatement(sql))) {
      for (int from = 0; from < rows.size(); from += perStatement) {
        List<Layout.Row> some = rows.subList(from, from + perStatement);
        StatementValues values = new StatementValues(insert, database.tableDialect());
        for (Layout.Row row : some) {
          row.write(values);
        }
        int count = insert.executeUpdate();
        added += count;
        if (count < perStatement && database.layout().tellsRepeats()) {
          requireThere(connection, some);
        }
      }
    }
    return added;
  }

  /**
   * Checks that rows that were not inserted are there already; otherwise a trigger or a rule left
   * them out.
   */
  private void requireThere(Connection connection, List<Layout.Row> rows) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.event().id()));
    String parameters = String.join(", ", Collections.nCopies(ids.size(), "?"));
    String sql =
        "SELECT COUNT(DISTINCT id) FROM " + database.table() + " WHERE id IN (" + parameters + ")";
    try (PreparedStatement select = database.limited(connection.prepareStatement(sql))) {
      int index = 1;
      for (UUID id : ids) {
        database.dialect().setId(select, index++, id);
      }
      try (ResultSet there = select.executeQuery()) {
        there.next();
        if (there.getInt(1) < ids.size()) {
          throw new SQLException("a trigger or a rule leaves rows out", TRIGGERED_ACTION);
        }
      }
    }
  }

  private List<String> key(Connection connection) throws SQLException {
    List<String> known = key;
    if (known == null) {
      known = findKey(connection);
      key = known;
    }
    return known;
  }

  private List<String> findKey(Connection connection) throws SQLException {
    TablePlace place =
        database.layout().tellsRepeats() ? TablePlace.find(database.tableName(), connection) : null;
    List<String> found = place == null ? null : TableIndexes.of(place).key();
    // A view has no key, but its table does.
    return found == null ? List.of("id") : found;
  }
}
