package dev.eventlogger.sink.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to purge the table, which one process has at a time: a row that names its holder and
 * when it ends.
 *
 * <p>Only the database's clock counts, so differing clocks do no harm, and the lease of a holder
 * that died expires. For one thread.
 */
final class Lease {

  /** For the pause after a chunk, with a margin. */
  private static final int SPARE_SECONDS = 80;

  private static final String NAME = "purge";

  private final Database database;
  private final String holder = UUID.randomUUID().toString();
  private final int seconds;

  /**
   * A lease that is not taken yet. Each time it is taken, it lasts longer than one chunk may take.
   */
  Lease(Database database) {
    this.database = database;
    Settings settings = database.settings();
    Duration chunk = settings.queryTimeout().plus(settings.poolTimeout());
    seconds = (int) chunk.toSeconds() + SPARE_SECONDS;
  }

  /** Takes or renews the lease; false if another process has it. */
  boolean take() throws SQLException {
    return renew() || insert();
  }

  private boolean renew() throws SQLException {
    Dialect dialect = database.dialect();
    String sql =
        "UPDATE "
            + database.leaseTable()
            + " SET holder = ?, expires_at = "
            + dialect.nowPlusSeconds()
            + " WHERE name = ? AND (holder = ? OR expires_at < "
            + dialect.now()
            + ")";
    return changed(sql, holder, seconds, NAME, holder);
  }

  private boolean insert() throws SQLException {
    String sql =
        "INSERT INTO "
            + database.leaseTable()
            + " (name, holder, expires_at) VALUES (?, ?, "
            + database.dialect().nowPlusSeconds()
            + ")";
    try {
      return changed(sql, NAME, holder, seconds);
    } catch (SQLException e) {
      if (isTaken(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Whether another process has inserted the row; PostgreSQL's driver has no exception class for
   * that.
   */
  private static boolean isTaken(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLIntegrityConstraintViolationException
        || (state != null && state.startsWith("23"));
  }

  /** Gives the lease back, if it is still held. */
  void release() throws SQLException {
    changed(
        "DELETE FROM " + database.leaseTable() + " WHERE name = ? AND holder = ?", NAME, holder);
  }

  /** Whether a statement changed the row. */
  private boolean changed(String sql, Object... values) throws SQLException {
    return database.call(
        connection -> {
          try (PreparedStatement statement = database.limited(connection.prepareStatement(sql))) {
            for (int i = 0; i < values.length; i++) {
              statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
          }
        });
  }
}
