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
 * Writes batches, each in one transaction: all of it is in the table, or nothing. For one thread.
 */
final class EventWriter {

  private final Database database;
  private final RowInsert inserts;
  private final TableTrial trial;
  private @Nullable BulkLoad bulkLoad;
  // Whether some rows of the latest batch were there already: then those of the next may be, too.
  // And those of the first, which may have been under way when an earlier process ended.
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

  /** Of a batch that is refused, the event is found first by sending halves. */
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

  /**
   * The table may have been mended between the refusal and the judgement; then it takes the event.
   */
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

  /** Adds the rows in bulk if that can be done, for as long as none of them comes again. */
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

  /** Whether the rows were added in bulk; if not, nothing was. */
  private boolean addedInBulk(Connection connection, List<Layout.Row> rows) throws SQLException {
    BulkLoad bulk = bulkLoad;
    if (bulk == null || comeAgain) {
      return false;
    }
    try {
      if (bulk.add(connection, database.table(), database.layout(), rows) == rows.size()) {
        return true;
      }
      // A trigger leaves some out; whether they are there all the same is found when inserting.
    } catch (SQLException e) {
      if (DatabaseFailures.isNotSupported(e)) {
        bulkLoad = null; // a view, or a table with row security
      } else if (!DatabaseFailures.isOfAnEvent(e)) {
        throw e;
      }
      // A row that is there already, or that only an INSERT takes, or that none does.
    }
    connection.rollback();
    return false;
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
