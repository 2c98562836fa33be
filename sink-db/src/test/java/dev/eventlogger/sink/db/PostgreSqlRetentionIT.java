package dev.eventlogger.sink.db;

final class PostgreSqlRetentionIT extends RetentionContract {

  PostgreSqlRetentionIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
