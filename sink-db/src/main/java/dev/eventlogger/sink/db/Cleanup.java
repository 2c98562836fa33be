package dev.eventlogger.sink.db;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Removes rows in chunks, each in a transaction of its own, with pauses in which writers go on.
 * Thread-safe.
 */
final class Cleanup {

  private static final int MOST_CONFLICTS = 10;

  private final Database database;

  Cleanup(Database database) {
    this.database = database;
  }

  /**
   * Removes what happened before a time, under the lease.
   *
   * @return how many rows were removed, or would be; empty if another process is at it
   */
  OptionalLong purge(Instant before, Removal removal) throws SQLException, InterruptedException {
    SqlText condition = SqlText.of("created_at < ?", before);
    if (removal.dryRun()) {
      return OptionalLong.of(count(condition));
    }
    Lease lease = new Lease(database);
    if (!lease.take()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(removeAll(condition, removal, lease::take));
    } finally {
      lease.release();
    }
  }

  /** Removes the rows of a user. */
  long erase(String uid, Removal removal) throws SQLException, InterruptedException {
    String column = database.layout().expression(Field.Part.UID);
    SqlText condition = SqlText.of(column + " = ?", StorableText.encode(uid));
    return removal.dryRun() ? count(condition) : removeAll(condition, removal, () -> true);
  }

  private interface Permission {
    boolean isGiven() throws SQLException;
  }

  /** Ends early if the permission is lost: another goes on with it then. */
  private long removeAll(SqlText condition, Removal removal, Permission permission)
      throws SQLException, InterruptedException {
    long removed = 0;
    while (permission.isGiven()) {
      int chunk = removeChunk(condition, removal.chunk());
      removed += chunk;
      if (chunk > 0) {
        removal.afterChunk(removed);
      }
      if (chunk < removal.chunk()) {
        return removed;
      }
    }
    return removed;
  }

  private int removeChunk(SqlText condition, int most) throws SQLException, InterruptedException {
    for (int conflicts = 0; ; conflicts++) {
      try {
        return tryChunk(condition, most);
      } catch (SQLException e) {
        // A deadlock with another that removes the same rows: the database gave one of us up.
        boolean isConflict = e.getSQLState() != null && e.getSQLState().startsWith("40");
        if (!isConflict || conflicts == MOST_CONFLICTS) {
          throw e;
        }
        Thread.sleep(100L * (conflicts + 1));
      }
    }
  }

  private int tryChunk(SqlText condition, int most) throws SQLException {
    String sql = database.dialect().deleteSome(database.table(), condition.sql(), most);
    try (Connection connection = database.connect();
        PreparedStatement delete = database.limited(connection.prepareStatement(sql))) {
      condition.bind(delete, database.dialect());
      return delete.executeUpdate();
    }
  }

  private long count(SqlText condition) throws SQLException {
    String sql = "SELECT COUNT(*) FROM " + database.table() + " WHERE " + condition.sql();
    try (Connection connection = database.connect();
        PreparedStatement select = database.limited(connection.prepareStatement(sql))) {
      condition.bind(select, database.dialect());
      try (ResultSet count = select.executeQuery()) {
        count.next();
        return count.getLong(1);
      }
    }
  }
}
