package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;

/** Creates the outbox's table, or checks it. For one thread. */
record OutboxSetup(Database database) {

  /** The table of the outbox, in a database that was opened for it. */
  static OutboxTable table(Database database) {
    int limit = (int) Math.max(1, database.settings().queryTimeout().toSeconds());
    return new OutboxTable(database.tableName(), database.dialect(), limit);
  }

  /**
   * Does what the setting {@code schema} demands.
   *
   * @throws IllegalArgumentException if the table is not as it should be
   * @throws SQLException if the database does not answer
   */
  void run() throws SQLException {
    Settings.Schema wanted = database.settings().schema();
    if (wanted == Settings.Schema.MIGRATE) {
      String folder = "outbox/" + database.dialect().name();
      new TableMigration(database, Migration.of(folder, database.names())).run();
    }
    if (wanted != Settings.Schema.NONE) {
      try (Connection connection = database.connect()) {
        table(database).check(connection);
      } catch (SQLException e) {
        if (DatabaseFailures.isOfConfiguration(e)) {
          throw notThere(e);
        }
        throw e;
      }
    }
  }

  private IllegalArgumentException notThere(SQLException cause) {
    return new IllegalArgumentException(
        "table: there is no table "
            + database.tableName()
            + " with the columns id, logs and event that may be read; make it, or set schema:"
            + " migrate",
        cause);
  }
}
