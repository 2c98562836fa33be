package dev.eventlogger.sink.db;

final class MariaDbRetentionIT extends RetentionTest {

  MariaDbRetentionIT() {
    super(TestDatabase.MARIADB);
  }
}
