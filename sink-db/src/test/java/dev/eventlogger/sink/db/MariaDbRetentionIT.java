package dev.eventlogger.sink.db;

final class MariaDbRetentionIT extends RetentionContract {

  MariaDbRetentionIT() {
    super(TestDatabase.MARIADB);
  }
}
