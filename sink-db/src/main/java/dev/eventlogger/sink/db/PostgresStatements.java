package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * What only PostgreSQL's own driver offers; in a class of its own, since that driver may be absent.
 */
final class PostgresStatements {

  private PostgresStatements() {}

  /** Makes the server end what a connection is doing. */
  static void cancel(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  /**
   * Sets after how many uses a statement is prepared in the server; 0 for never.
   *
   * @return the previous value; 0 with another driver
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
