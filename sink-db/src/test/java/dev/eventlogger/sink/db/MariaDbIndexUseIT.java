package dev.eventlogger.sink.db;

final class MariaDbIndexUseIT extends IndexUse {

  MariaDbIndexUseIT() {
    super(TestDatabase.MARIADB);
  }
}
