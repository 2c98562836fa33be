package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A faster way into a table than {@code INSERT}, but one that cannot skip rows that are there
 * already: with such a row it fails as a whole. Immutable, thread-safe.
 */
interface BulkLoad {

  /**
   * Adds rows, in the transaction that is open.
   *
   * @param table as it stands in SQL
   * @return how many the table took; fewer if a trigger leaves some out
   * @throws SQLException without values of the rows; its state says why
   */
  long add(Connection connection, String table, Layout layout, List<Layout.Row> rows)
      throws SQLException;
}
