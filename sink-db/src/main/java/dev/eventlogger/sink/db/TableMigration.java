package dev.eventlogger.sink.db;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Brings the tables to the version that this code knows. If several processes try at once, one does
 * it, and the others wait for it. For one thread.
 *
 * <p>Our own code instead of a library: Spring Boot and others run Flyway and Liquibase on the
 * application's database as soon as they are on the class path, where our dependency would have put
 * them.
 */
final class TableMigration {

  private static final System.Logger LOGGER = System.getLogger(TableMigration.class.getName());

  private final Database database;
  private final MigrationHistory history;
  private final List<Migration> migrations;

  TableMigration(Database database) {
    this(database, Migration.of(database.layout().migrations(), database.names()));
  }

  /** Uses the given migrations, in order. */
  TableMigration(Database database, List<Migration> migrations) {
    this.database = database;
    this.migrations = migrations;
    history = new MigrationHistory(database);
  }

  /**
   * Does what has not been done yet. If there is nothing to do, nothing is locked or written.
   *
   * @throws IllegalArgumentException if the table is newer than this code
   */
  void run() throws SQLException {
    boolean isUpToDate = database.call(connection -> pending(connection).isEmpty());
    if (!isUpToDate) {
      database.call(this::runLocked);
    }
  }

  private List<Migration> runLocked(Connection connection) throws SQLException {
    boolean isOneTransaction = database.dialect().name().equals("postgresql");
    connection.setAutoCommit(!isOneTransaction);
    try {
      MigrationLock lock = MigrationLock.take(database, history, connection);
      try {
        return runPending(connection);
      } finally {
        lock.release();
      }
    } finally {
      if (isOneTransaction) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private List<Migration> runPending(Connection connection) throws SQLException {
    history.create(connection);
    adopt(connection);
    List<Migration> pending = pending(connection);
    for (Migration migration : pending) {
      run(connection, migration);
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
    return pending;
  }

  private List<Migration> pending(Connection connection) throws SQLException {
    Set<Integer> done = history.versions(connection);
    int known = migrations.get(migrations.size() - 1).version();
    int reached = done.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (reached > known) {
      throw new IllegalArgumentException(
          "table: "
              + database.tableName()
              + " was brought to version "
              + reached
              + " by a newer event-logger-sink-db, and this one knows version "
              + known
              + "; use the newer one, or set schema: validate to go on with this one as long as the"
              + " columns fit");
    }
    return migrations.stream().filter(migration -> !done.contains(migration.version())).toList();
  }

  /** Takes over what Flyway did, once. */
  private void adopt(Connection connection) throws SQLException {
    if (history.versions(connection).isEmpty()) {
      Set<String> files = history.ofFlyway(connection);
      for (Migration migration : migrations) {
        if (files.contains(migration.file())) {
          history.add(connection, migration.version(), migration.description() + ", by Flyway");
        }
      }
    }
  }

  private void run(Connection connection, Migration migration) throws SQLException {
    try (Statement statement = database.limited(connection.createStatement())) {
      for (String sql : migration.script().statements()) {
        statement.execute(sql);
      }
    }
    history.add(connection, migration.version(), migration.description());
    LOGGER.log(
        Level.DEBUG,
        database.tableName()
            + ": brought to version "
            + migration.version()
            + " ("
            + migration.description()
            + ")");
  }
}
