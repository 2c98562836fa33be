package dev.eventlogger.sink.db;

final class H2OutboxTest extends OutboxContract {

  H2OutboxTest() {
    super(TestDatabase.H2);
  }
}
