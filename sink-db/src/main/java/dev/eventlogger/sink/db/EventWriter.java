package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes batches, each in one transaction: all of it is in the table, or nothing. For one thread.
 */
final class EventWriter {

  private final Database database;

  EventWriter(Database database) {
    this.database = database;
  }

  /**
   * Writes a batch.
   *
   * @return the events that no table of this kind can hold, as rejected
   * @throws SQLException if the batch is not in the table, or if that is not known
   */
  DeliveryResult write(List<Event> batch) throws SQLException {
    List<Layout.Row> rows = new ArrayList<>(batch.size());
    List<Rejected> rejected = new ArrayList<>();
    for (Event event : batch) {
      Layout.Row row = database.layout().row(event);
      String problem = row.problem();
      if (problem == null) {
        rows.add(row);
      } else {
        rejected.add(new Rejected(event, problem));
      }
    }
    if (!rows.isEmpty()) {
      insert(rows);
    }
    return rejected.isEmpty() ? DeliveryResult.DELIVERED : DeliveryResult.rejected(rejected);
  }

  private void insert(List<Layout.Row> rows) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try {
        insert(connection, rows);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      } finally {
        restore(connection);
      }
    }
  }

  private void insert(Connection connection, List<Layout.Row> rows) throws SQLException {
    int most = database.dialect().rowsPerInsert();
    int whole = rows.size() / most * most;
    insert(connection, rows.subList(0, whole), most);
    insert(connection, rows.subList(whole, rows.size()), rows.size() - whole);
  }

  private void insert(Connection connection, List<Layout.Row> rows, int perStatement)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String sql = database.layout().insert(database.table(), perStatement);
    try (PreparedStatement insert = database.limited(connection.prepareStatement(sql))) {
      for (int from = 0; from < rows.size(); from += perStatement) {
        int index = 1;
        for (Layout.Row row : rows.subList(from, from + perStatement)) {
          index = row.bind(insert, index);
        }
        insert.executeUpdate();
      }
    }
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // A connection that is gone has rolled back.
      failure.addSuppressed(e);
    }
  }

  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // It is broken; its pool finds out, and what became of the batch is known without it.
    }
  }
}
