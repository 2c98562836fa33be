package dev.eventlogger.sink.db;

final class MariaDbOutboxIT extends OutboxContract {

  MariaDbOutboxIT() {
    super(TestDatabase.MARIADB);
  }
}
