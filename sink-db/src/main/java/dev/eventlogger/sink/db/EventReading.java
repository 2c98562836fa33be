package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UsageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One statement that reads, row by row, so that a large answer does not fill the memory. */
final class EventReading {

  private final Database database;
  private final SqlText statement;

  EventReading(Database database, SqlText statement) {
    this.database = database;
    this.statement = statement;
  }

  /**
   * Hands out events until it is told that they are enough.
   *
   * @param reader gets an event and says whether it wants more
   */
  void read(Predicate<Event> reader) throws SQLException {
    each(row -> reader.test(event(row)));
  }

  /** The rows of a {@link UsageStatement}. */
  List<UsageRow> counts(boolean withBucket) throws SQLException {
    List<UsageRow> counts = new ArrayList<>();
    each(
        row -> {
          String value = row.getString(2);
          counts.add(
              new UsageRow(
                  withBucket ? database.dialect().time(row, 1) : null,
                  value == null ? null : StorableText.decode(value),
                  row.getLong(3),
                  row.getLong(4)));
          return true;
        });
    return counts;
  }

  private interface RowReader {
    boolean read(ResultSet row) throws SQLException;
  }

  private void each(RowReader reader) throws SQLException {
    database.call(
        connection -> {
          each(connection, reader);
          return reader;
        });
  }

  private void each(Connection connection, RowReader reader) throws SQLException {
    // PostgreSQL reads piece by piece only within a transaction.
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        database.limited(connection.prepareStatement(statement.sql()))) {
      select.setFetchSize(database.dialect().fetchSize());
      statement.bind(select, database.tableDialect());
      try (ResultSet rows = select.executeQuery()) {
        boolean goesOn = true;
        while (goesOn && rows.next()) {
          goesOn = reader.read(rows);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Event event(ResultSet row) throws SQLException {
    try {
      return database.layout().event(row);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException(
          database.tableName() + ": the row with id " + row.getString(1) + " is no event", e);
    }
  }
}
