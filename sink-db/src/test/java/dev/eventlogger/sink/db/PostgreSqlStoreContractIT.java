package dev.eventlogger.sink.db;

final class PostgreSqlStoreContractIT extends DbStoreContract {

  PostgreSqlStoreContractIT() {
    super(TestDatabase.POSTGRESQL);
  }
}
