package dev.eventlogger.sink.db;

import java.util.ArrayList;
import java.util.List;

/** Statements to delete rows that several databases share. */
final class Deletions {

  private Deletions() {}

  /** Deletes some rows that meet a condition by their ids, and none that do not meet it. */
  static SqlText byId(String table, SqlText condition, int most) {
    String sql =
        "DELETE FROM "
            + table
            + " WHERE "
            + condition.sql()
            + " AND id IN (SELECT id FROM "
            + table
            + " WHERE "
            + condition.sql()
            + " ORDER BY created_at, id FETCH FIRST "
            + most
            + " ROWS ONLY)";
    return new SqlText(sql, twice(condition.parameters()));
  }

  /** The parameters of a statement that has a condition twice. */
  static List<Object> twice(List<Object> parameters) {
    List<Object> both = new ArrayList<>(parameters);
    both.addAll(parameters);
    return both;
  }
}
