package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, each in one transaction: either all of it is in the table, or nothing. For one
 * thread.
 */
final class EventWriter {

  private final Database database;
  private final RowInsert inserts;
  private final TableTrial trial;
  private @Nullable BulkLoad bulkLoad;
  // Whether some rows of the latest batch were there already, so that those of the next may be,
  // too. Assumed for the first batch, which may have been under way when an earlier process ended.
  private boolean comeAgain;

  EventWriter(Database database) {
    this.database = database;
    inserts = new RowInsert(database);
    trial = new TableTrial(database, inserts);
    bulkLoad = database.bulkLoad();
    comeAgain = database.layout().tellsRepeats();
  }

  /**
   * Writes a batch.
   *
   * @return the events that no table of this kind can hold, as rejected
   * @throws SQLException if the batch is not in the table, or if that is not known
   * @throws SinkException if the table refuses the only event of the batch, or would refuse any
   */
  DeliveryResult write(List<Event> batch) throws SQLException, SinkException {
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
      addOrJudge(rows);
    }
    return rejected.isEmpty() ? DeliveryResult.DELIVERED : DeliveryResult.rejected(rejected);
  }

  /**
   * Judges a refusal only of a single event: delivery finds the event of a larger batch by sending
   * halves.
   */
  private void addOrJudge(List<Layout.Row> rows) throws SQLException, SinkException {
    try {
      add(rows);
      trial.took(rows);
    } catch (SQLException e) {
      boolean isOfAnEvent = DatabaseFailures.isOfAnEvent(e);
      if (isOfAnEvent || DatabaseFailures.isOfConfiguration(e)) {
        inserts.forgetKey();
      }
      if (!isOfAnEvent || rows.size() > 1) {
        throw e;
      }
      addAgain(rows, trial.judge(e));
    }
  }

  /** Tries once more: the table may have been fixed between the refusal and the judgement. */
  private void addAgain(List<Layout.Row> rows, SinkException verdict)
      throws SQLException, SinkException {
    if (verdict.kind() != SinkException.Kind.BAD_BATCH) {
      throw verdict;
    }
    try {
      add(rows);
    } catch (SQLException e) {
      if (DatabaseFailures.isOfAnEvent(e)) {
        throw verdict;
      }
      throw e;
    }
  }

  /** Adds the rows, in bulk if possible and as long as none was there already. */
  private void add(List<Layout.Row> rows) throws SQLException {
    database.call(
        connection -> {
          trial.begin(connection);
          add(connection, rows);
          return rows;
        });
  }

  private void add(Connection connection, List<Layout.Row> rows) throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (!addedInBulk(connection, rows)) {
        comeAgain = inserts.insert(connection, rows) < rows.size();
      }
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    } finally {
      restore(connection);
    }
  }

  /** Whether the rows were added in bulk; if not, none was added. */
  private boolean addedInBulk(Connection connection, List<Layout.Row> rows) throws SQLException {
    BulkLoad bulk = bulkLoad;
    if (bulk == null || comeAgain) {
      return false;
    }
    try {
      if (bulk.add(connection, database.table(), database.layout(), rows) == rows.size()) {
        return true;
      }
      // A trigger left some out; inserting shows whether they are there all the same.
    } catch (SQLException e) {
      if (DatabaseFailures.isNotSupported(e)) {
        bulkLoad = null; // a view, or a table with row security
      } else if (!DatabaseFailures.isOfAnEvent(e)) {
        throw e;
      }
      // A row that is there already, or that only an INSERT can add, or nothing can.
    }
    connection.rollback();
    return false;
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // A lost connection has rolled back.
      failure.addSuppressed(e);
    }
  }

  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The connection is broken; its pool will notice, and the fate of the batch is known without
      // it.
    }
  }
}
