package dev.eventlogger.sink.db;

final class MariaDbQuerybookIT extends QuerybookTest {

  MariaDbQuerybookIT() {
    super(TestDatabase.MARIADB);
  }
}
