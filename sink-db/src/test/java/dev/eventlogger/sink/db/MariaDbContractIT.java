package dev.eventlogger.sink.db;

final class MariaDbContractIT extends DbContract {

  MariaDbContractIT() {
    super(TestDatabase.MARIADB);
  }
}
