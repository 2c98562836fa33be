package dev.eventlogger.sink.db;

final class H2TableMigrationTest extends TableMigrationContract {

  H2TableMigrationTest() {
    super(TestDatabase.H2);
  }
}
