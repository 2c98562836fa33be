package dev.eventlogger.sink.db;

import dev.eventlogger.query.UnsupportedQueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Removes rows of PostgreSQL by their places, since by ids the whole table may be read for each
 * chunk. A place ({@code ctid}) is unique only within one table; partitions and inheriting tables
 * use the same places, so the table's own number is compared too.
 */
final class PostgresDeletion {

  private static final String KINDS =
      "WITH RECURSIVE parts AS (SELECT oid FROM pg_class WHERE oid = to_regclass(?)"
          + " UNION ALL SELECT i.inhrelid FROM pg_inherits i JOIN parts ON i.inhparent = parts.oid)"
          + " SELECT COALESCE(bool_or(c.relkind = 'f'), false),"
          + " COALESCE(bool_or(c.relkind = 'v'), false)"
          + " FROM parts JOIN pg_class c ON c.oid = parts.oid";

  private PostgresDeletion() {}

  /**
   * The way to delete rows of a table.
   *
   * @throws UnsupportedQueryException if some of its rows are on another server
   */
  static Dialect.Deletion of(Connection connection, String table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(KINDS)) {
      select.setString(1, table);
      try (ResultSet kinds = select.executeQuery()) {
        kinds.next();
        if (kinds.getBoolean(1)) {
          throw new UnsupportedQueryException(
              table
                  + ": is or has a foreign table, whose rows are removed by places that are not"
                  + " unique if they are of several tables there; remove them on the server that"
                  + " has them");
        }
        return kinds.getBoolean(2)
            ? (condition, isByTime, most) -> Deletions.byId(table, condition, most)
            : (condition, isByTime, most) -> byPlace(table, condition, isByTime, most);
      }
    }
  }

  /** Repeats the condition, and adds the latest time, so that partitions can be skipped. */
  private static SqlText byPlace(String table, SqlText condition, boolean isByTime, int most) {
    String sql =
        "WITH gone AS MATERIALIZED (SELECT tableoid AS part, ctid AS place, created_at AS at FROM "
            + table
            + " WHERE "
            + condition.sql()
            + " ORDER BY created_at, id FETCH FIRST "
            + most
            + " ROWS ONLY) DELETE FROM "
            + table
            + " WHERE ctid = ANY (ARRAY (SELECT place FROM gone))"
            + " AND (tableoid, ctid) IN (SELECT part, place FROM gone) AND "
            + condition.sql()
            + (isByTime ? " AND created_at <= (SELECT max(at) FROM gone)" : "");
    return new SqlText(sql, Deletions.twice(condition.parameters()));
  }
}
