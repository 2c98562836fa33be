package dev.eventlogger.sink.db;

final class MariaDbTableMigrationIT extends TableMigrationContract {

  MariaDbTableMigrationIT() {
    super(TestDatabase.MARIADB);
  }
}
