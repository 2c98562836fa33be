package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/**
 * The right to migrate a table, which one process has at a time; it ends with its connection. For
 * one thread.
 *
 * <p>In PostgreSQL it belongs to the migrating transaction, so that a transaction pooler does no
 * harm. MariaDB and MySQL commit before and after each statement that creates a table, so there it
 * belongs to the session. H2 also commits, and has only row locks: there it is a row, locked by a
 * second connection.
 */
interface MigrationLock {

  /** Distinguishes the locks of this class from others in the same database. */
  int KIND = 0x45564C47;

  /** Lets other processes migrate. */
  void release() throws SQLException;

  /**
   * Waits for the right.
   *
   * @param connection the one that migrates; with PostgreSQL, in a transaction
   * @throws SQLException also if another process keeps it for longer than a query may take
   */
  static MigrationLock take(Database database, MigrationHistory history, Connection connection)
      throws SQLException {
    return switch (database.dialect().name()) {
      case "postgresql" -> ofTransaction(database, connection);
      case "mysql" -> ofSession(database, connection);
      default -> ofRow(database, history, connection);
    };
  }

  private static MigrationLock ofTransaction(Database database, Connection connection)
      throws SQLException {
    try (PreparedStatement lock =
        database.limited(connection.prepareStatement("SELECT pg_advisory_xact_lock(?, ?)"))) {
      lock.setInt(1, KIND);
      lock.setInt(2, database.tableName().toString().hashCode());
      lock.execute();
    }
    return () -> {};
  }

  private static MigrationLock ofSession(Database database, Connection connection)
      throws SQLException {
    String name =
        String.format(
            Locale.ROOT,
            "event-logger:%08x:%08x",
            String.valueOf(connection.getCatalog()).hashCode(),
            database.tableName().toString().hashCode());
    try (PreparedStatement lock =
        database.limited(connection.prepareStatement("SELECT GET_LOCK(?, ?)"))) {
      lock.setString(1, name);
      lock.setLong(2, Math.max(1, database.settings().queryTimeout().toSeconds() - 1));
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next() || row.getInt(1) != 1) {
          throw takesTooLong(database);
        }
      }
    }
    return () -> {
      try (PreparedStatement release =
          database.limited(connection.prepareStatement("SELECT RELEASE_LOCK(?)"))) {
        release.setString(1, name);
        release.execute();
      }
    };
  }

  private static MigrationLock ofRow(
      Database database, MigrationHistory history, Connection connection) throws SQLException {
    makeRow(history, connection);
    long deadline = System.nanoTime() + database.settings().queryTimeout().toNanos();
    Connection holder = database.connect();
    try {
      holder.setAutoCommit(false);
      while (!isLocked(holder, history)) {
        if (System.nanoTime() > deadline) {
          throw takesTooLong(database);
        }
      }
      return () -> giveBack(holder);
    } catch (SQLException | RuntimeException e) {
      giveBack(holder);
      throw e;
    }
  }

  /** Creates table and row, unless another process is faster: that is no failure. */
  private static void makeRow(MigrationHistory history, Connection connection) throws SQLException {
    try {
      history.create(connection);
    } catch (SQLException e) {
      if (!history.exists(connection)) {
        throw e;
      }
    }
    try {
      history.add(connection, MigrationHistory.LOCK, "locked while somebody migrates");
    } catch (SQLException e) {
      if (!Set.of("23505", "40001", "HYT00").contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
    }
  }

  /** Tries to lock the row, for as long as H2 waits for a row. */
  private static boolean isLocked(Connection holder, MigrationHistory history) throws SQLException {
    String sql =
        "SELECT version FROM "
            + history.table()
            + " WHERE version = "
            + MigrationHistory.LOCK
            + " FOR UPDATE";
    try (Statement lock = holder.createStatement();
        ResultSet row = lock.executeQuery(sql)) {
      return row.next();
    } catch (SQLException e) {
      if (Set.of("40001", "HYT00").contains(String.valueOf(e.getSQLState()))) {
        holder.rollback();
        return false;
      }
      throw e;
    }
  }

  private static void giveBack(Connection holder) throws SQLException {
    try (holder) {
      holder.rollback();
      holder.setAutoCommit(true);
    }
  }

  private static SQLException takesTooLong(Database database) {
    return new SQLException(
        database.tableName() + " is being migrated by another process", "HYT00");
  }
}
