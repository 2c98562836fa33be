package dev.eventlogger.sink.db;

final class PostgreSqlQuerybookIT extends QuerybookContract {

  PostgreSqlQuerybookIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
