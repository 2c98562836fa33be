package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, each in one transaction: all of it is in the table, or nothing. For one thread.
 */
final class EventWriter {

  private final Database database;
  private @Nullable BulkLoad bulkLoad;
  // Whether some rows of the latest batch were there already: then those of the next may be, too.
  // And those of the first, which may have been under way when an earlier process ended.
  private boolean comeAgain;

  EventWriter(Database database) {
    this.database = database;
    bulkLoad = database.bulkLoad();
    comeAgain = database.layout().tellsRepeats();
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
      add(rows);
    }
    return rejected.isEmpty() ? DeliveryResult.DELIVERED : DeliveryResult.rejected(rejected);
  }

  /** Adds the rows in bulk if that can be done, for as long as none of them comes again. */
  private void add(List<Layout.Row> rows) throws SQLException {
    database.call(
        connection -> {
          add(connection, rows);
          return rows;
        });
  }

  private void add(Connection connection, List<Layout.Row> rows) throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (!addedInBulk(connection, rows)) {
        comeAgain = insert(connection, rows) < rows.size();
      }
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    } finally {
      restore(connection);
    }
  }

  /** Whether the rows were added in bulk; if not, nothing was. */
  private boolean addedInBulk(Connection connection, List<Layout.Row> rows) throws SQLException {
    BulkLoad bulk = bulkLoad;
    if (bulk == null || comeAgain) {
      return false;
    }
    try {
      bulk.add(connection, database.table(), database.layout(), rows);
      return true;
    } catch (SQLException e) {
      if (Failures.isNotSupported(e)) {
        bulkLoad = null; // a view, or a table with row security
      } else if (!Failures.isOfAnEvent(e)) {
        throw e;
      }
      // A row that is there already, or that only an INSERT takes, or that none does.
      connection.rollback();
      return false;
    }
  }

  /** How many were new. */
  private int insert(Connection connection, List<Layout.Row> rows) throws SQLException {
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
    String sql = database.layout().insert(database.table(), perStatement);
    try (PreparedStatement insert = database.limited(connection.prepareStatement(sql))) {
      for (int from = 0; from < rows.size(); from += perStatement) {
        StatementValues values = new StatementValues(insert, database.tableDialect());
        for (Layout.Row row : rows.subList(from, from + perStatement)) {
          row.write(values);
        }
        added += insert.executeUpdate();
      }
    }
    return added;
  }

  private static void rollBack(Connection connection, Throwable failure) {
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
