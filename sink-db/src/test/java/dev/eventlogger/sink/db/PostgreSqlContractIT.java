package dev.eventlogger.sink.db;

final class PostgreSqlContractIT extends DbContract {

  PostgreSqlContractIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
