package dev.eventlogger.sink.db;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Removes rows in chunks, each in a transaction of its own, with pauses that let writers go on.
 * Thread-safe.
 */
final class Cleanup {

  private static final int MOST_CONFLICTS = 10;

  private final Database database;

  /**
   * The result of a removal.
   *
   * @param isComplete false if another process has the lease: from the beginning, or because it
   *     took over an expired one
   */
  record Removed(long rows, boolean isComplete) {}

  Cleanup(Database database) {
    this.database = database;
  }

  /**
   * Removes what happened before a time, under the lease.
   *
   * @return the rows that were removed, or would be
   */
  Removed purge(Instant before, Removal removal) throws SQLException, InterruptedException {
    Instant earliest = database.dialect().earliest();
    SqlText condition = SqlText.of("created_at < ?", before.isBefore(earliest) ? earliest : before);
    if (removal.dryRun()) {
      return new Removed(count(condition), true);
    }
    Lease lease = new Lease(database);
    try {
      return removeAll(condition, true, removal, lease::take);
    } finally {
      lease.release();
    }
  }

  /** Removes the rows of a user. */
  long erase(String uid, Removal removal) throws SQLException, InterruptedException {
    EventFilter ofUser = EventFilter.of(Condition.equal(Field.UID, uid));
    SqlText condition = Narrowing.of(ofUser, database).sql();
    return removal.dryRun()
        ? count(condition)
        : removeAll(condition, false, removal, () -> true).rows();
  }

  /** Removes rows by their ids, one chunk of ids after the other. */
  long remove(List<UUID> ids, Removal removal) throws SQLException, InterruptedException {
    long removed = 0;
    int most = Math.min(removal.chunk(), Condition.MOST_VALUES);
    for (int from = 0; from < ids.size(); from += most) {
      List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + most));
      EventFilter ofIds = EventFilter.of(Condition.equal(Field.ID, chunk.toArray()));
      SqlText condition = Narrowing.of(ofIds, database).sql();
      long before = removed;
      removed +=
          removal.dryRun()
              ? count(condition)
              : removeAll(condition, false, removal.after(before), () -> true).rows();
    }
    return removed;
  }

  private interface Permission {
    boolean isGiven() throws SQLException;
  }

  /** Asks for permission before each chunk; without it, another process continues the removal. */
  private Removed removeAll(
      SqlText condition, boolean isByTime, Removal removal, Permission permission)
      throws SQLException, InterruptedException {
    SqlText delete = deletion().some(condition, isByTime, removal.chunk());
    long removed = 0;
    int conflicts = 0;
    while (permission.isGiven()) {
      try {
        int chunk = removeChunk(delete);
        conflicts = 0;
        removed += chunk;
        if (chunk > 0) {
          removal.afterChunk(removed);
        }
        if (chunk < removal.chunk()) {
          return new Removed(removed, true);
        }
      } catch (SQLException e) {
        // A deadlock with another process that removes the same rows: the database aborted ours.
        boolean isConflict = e.getSQLState() != null && e.getSQLState().startsWith("40");
        if (!isConflict || conflicts == MOST_CONFLICTS) {
          throw e;
        }
        conflicts++;
        Thread.sleep(100L * conflicts);
      }
    }
    return new Removed(removed, false);
  }

  private Dialect.Deletion deletion() throws SQLException {
    return database.call(connection -> database.dialect().deletion(connection, database.table()));
  }

  private int removeChunk(SqlText statement) throws SQLException {
    return database.call(
        connection -> {
          try (PreparedStatement delete =
              database.limited(connection.prepareStatement(statement.sql()))) {
            statement.bind(delete, database.tableDialect());
            return delete.executeUpdate();
          }
        });
  }

  private long count(SqlText condition) throws SQLException {
    String sql = "SELECT COUNT(*) FROM " + database.table() + " WHERE " + condition.sql();
    return database.call(
        connection -> {
          try (PreparedStatement select = database.limited(connection.prepareStatement(sql))) {
            condition.bind(select, database.tableDialect());
            try (ResultSet count = select.executeQuery()) {
              count.next();
              return count.getLong(1);
            }
          }
        });
  }
}
