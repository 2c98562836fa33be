package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A way into a table that is faster than {@code INSERT}, and does not tell rows that are there
 * already from others: with one of those it fails as a whole. Immutable, thread-safe.
 */
interface BulkLoad {

  /**
   * Adds rows, in the transaction that is open.
   *
   * @param table as it stands in SQL
   * @return how many the table took; fewer where a trigger leaves some out
   * @throws SQLException without values of the rows; its state says why
   */
  long add(Connection connection, String table, Layout layout, List<Layout.Row> rows)
      throws SQLException;
}
