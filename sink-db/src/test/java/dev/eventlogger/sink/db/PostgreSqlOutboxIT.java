package dev.eventlogger.sink.db;

final class PostgreSqlOutboxIT extends OutboxContract {

  PostgreSqlOutboxIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
