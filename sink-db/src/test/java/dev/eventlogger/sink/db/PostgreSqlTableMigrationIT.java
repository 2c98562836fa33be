package dev.eventlogger.sink.db;

final class PostgreSqlTableMigrationIT extends TableMigrationContract {

  PostgreSqlTableMigrationIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
