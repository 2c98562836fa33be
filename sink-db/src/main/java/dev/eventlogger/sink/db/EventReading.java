package dev.eventlogger.sink.db;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Runs one statement and reads its rows one by one, so that a large answer does not fill the
 * memory.
 */
final class EventReading {

  private final Database database;
  private final SqlText statement;
  private final boolean avoidsSorting;
  private final Cancellation cancellation;

  /**
   * Reads nothing yet.
   *
   * @param avoidsSorting whether the database is to avoid sorting all rows
   */
  EventReading(
      Database database, SqlText statement, boolean avoidsSorting, Cancellation cancellation) {
    this.database = database;
    this.statement = statement;
    this.avoidsSorting = avoidsSorting;
    this.cancellation = cancellation;
  }

  /** Takes a row and says whether it wants more. */
  interface RowReader {
    /**
     * Takes a row.
     *
     * @throws IllegalArgumentException if it holds no event
     */
    boolean read(ResultSet row) throws SQLException;
  }

  /**
   * Hands out rows until the reader has enough, or the question is cancelled. That ends the
   * statement, and leaves the connection as it was.
   *
   * @throws StoreException if one of them holds no event
   */
  void each(RowReader reader) throws SQLException {
    database.call(
        connection -> {
          each(connection, reader);
          return reader;
        });
  }

  private void each(Connection connection, RowReader reader) throws SQLException {
    cancellation.check(); // waiting for a free connection may have taken a while
    // PostgreSQL reads piece by piece only within a transaction.
    connection.setAutoCommit(false);
    try {
      database.dialect().whileReading(connection, avoidsSorting, () -> select(connection, reader));
    } finally {
      rollBack(connection);
      connection.setAutoCommit(true);
    }
  }

  /** A cancellation may come so late that it hits the rollback. */
  private void rollBack(Connection connection) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      if (!cancellation.isCancelled()) {
        throw e;
      }
      connection.rollback();
    }
  }

  private void select(Connection connection, RowReader reader) throws SQLException {
    try (PreparedStatement select =
        database.limited(connection.prepareStatement(statement.sql()))) {
      select.setFetchSize(database.dialect().fetchSize());
      statement.bind(select, database.tableDialect());
      cancellation.run(
          database.dialect().ending(select, database::connectApart),
          () -> {
            read(select, reader);
            return reader;
          });
    }
  }

  private void read(PreparedStatement select, RowReader reader) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      boolean goesOn = true;
      while (goesOn && rows.next()) {
        cancellation.check();
        goesOn = read(rows, reader);
      }
    }
  }

  private boolean read(ResultSet row, RowReader reader) throws SQLException {
    try {
      return reader.read(row);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException(
          database.tableName() + ": the row with id " + row.getString(1) + " is no event", e);
    }
  }
}
