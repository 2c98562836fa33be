package dev.eventlogger.sink.db;

final class MariaDbStoreContractIT extends DbStoreContract {

  MariaDbStoreContractIT() {
    super(TestDatabase.MARIADB);
  }
}
