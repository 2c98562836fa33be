package dev.eventlogger.sink.db;

final class MariaDbQuerybookIT extends QuerybookContract {

  MariaDbQuerybookIT() {
    super(TestDatabase.MARIADB);
  }
}
