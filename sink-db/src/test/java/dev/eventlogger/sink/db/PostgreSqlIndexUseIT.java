package dev.eventlogger.sink.db;

final class PostgreSqlIndexUseIT extends IndexUse {

  PostgreSqlIndexUseIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
