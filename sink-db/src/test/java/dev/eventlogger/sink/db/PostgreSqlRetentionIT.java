package dev.eventlogger.sink.db;

final class PostgreSqlRetentionIT extends RetentionTest {

  PostgreSqlRetentionIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
