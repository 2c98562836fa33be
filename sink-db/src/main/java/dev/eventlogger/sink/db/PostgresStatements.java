package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** What PostgreSQL's own driver does with statements; apart, since it may be absent. */
final class PostgresStatements {

  private PostgresStatements() {}

  /** Has the server end what a connection is at. */
  static void cancel(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  /**
   * Says after how many uses a statement is prepared in the server; 0 for never.
   *
   * @return what it was before; 0 if it is another driver
   */
  static int prepareFrom(Connection connection, int uses) throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      return 0;
    }
    PGConnection driver = connection.unwrap(PGConnection.class);
    int before = driver.getPrepareThreshold();
    driver.setPrepareThreshold(uses);
    return before;
  }
}
