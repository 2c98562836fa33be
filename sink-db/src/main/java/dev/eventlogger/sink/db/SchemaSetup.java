package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Makes the tables, or sees that they are as they should be. For one thread. */
final class SchemaSetup {

  private static final String MIGRATIONS = "classpath:dev/eventlogger/sink/db/";

  private final Database database;
  private final TableName table;
  private final TableCheck check;

  SchemaSetup(Database database) {
    this.database = database;
    table = database.tableName();
    check = new TableCheck(table, database.layout());
  }

  /**
   * Does what the setting {@code schema} says.
   *
   * @throws IllegalArgumentException if the table is not as it should be, saying in what
   * @throws SQLException if the database does not answer
   */
  void run() throws SQLException {
    Settings.Schema wanted = database.settings().schema();
    if (wanted == Settings.Schema.MIGRATE) {
      // A table that somebody else made is looked at before anything is done to it.
      try (Connection connection = database.connect()) {
        refuse(check.differences(connection, true));
      }
      migrate();
    }
    if (wanted != Settings.Schema.NONE) {
      try (Connection connection = database.connect()) {
        refuse(check.differences(connection, false));
        check.warnOfIndexes(connection);
      }
    }
  }

  private void migrate() throws SQLException {
    try {
      flyway().migrate();
    } catch (FlywayException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure) {
          throw failure;
        }
      }
      throw new IllegalArgumentException(
          "schema: " + table + " was not migrated: " + firstLine(e), e);
    }
  }

  private Flyway flyway() {
    Dialect dialect = database.dialect();
    Map<String, String> placeholders = new HashMap<>(dialect.placeholders());
    placeholders.put("table", database.table());
    placeholders.put("lease", database.leaseTable());
    for (String index : List.of("created_at", "uid", "type", "name", "subject")) {
      placeholders.put("index_" + index, dialect.quote(table.name() + "_" + index));
    }
    FluentConfiguration configuration =
        Flyway.configure(SchemaSetup.class.getClassLoader())
            .dataSource(database.dataSource())
            .locations(MIGRATIONS + database.layout().migrations())
            .table(table.with("_history").name())
            // Other tables may be there before; they are none of ours.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholders(placeholders)
            .loggers("slf4j");
    if (table.schema() != null) {
      configuration.schemas(table.schema()).createSchemas(false);
    }
    return configuration.load();
  }

  private static void refuse(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", differences));
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
