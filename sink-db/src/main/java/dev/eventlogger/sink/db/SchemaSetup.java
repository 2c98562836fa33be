package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Creates the tables, or checks that they are as they should be. For one thread. */
final class SchemaSetup {

  private final Database database;
  private final TableCheck check;

  SchemaSetup(Database database) {
    this.database = database;
    check = new TableCheck(database.tableName(), database.layout());
  }

  /**
   * Does what the setting {@code schema} demands.
   *
   * @throws IllegalArgumentException if the table is not as it should be, saying in what
   * @throws SQLException if the database does not answer
   */
  void run() throws SQLException {
    Settings.Schema wanted = database.settings().schema();
    if (wanted == Settings.Schema.MIGRATE) {
      // An existing table, which may be somebody else's, is checked before anything is done to it.
      try (Connection connection = database.connect()) {
        refuse(check.differences(connection, true));
      }
      new TableMigration(database).run();
    }
    if (wanted != Settings.Schema.NONE) {
      try (Connection connection = database.connect()) {
        refuse(check.differences(connection, false));
        check.warnOfIndexes(connection);
      }
    }
  }

  private static void refuse(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", differences));
    }
  }
}
