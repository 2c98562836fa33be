package dev.eventlogger.sink.db;

final class PostgreSqlQuerybookIT extends QuerybookTest {

  PostgreSqlQuerybookIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
