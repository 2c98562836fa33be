package dev.eventlogger.sink.db;

final class H2RetentionTest extends RetentionContract {

  H2RetentionTest() {
    super(TestDatabase.H2);
  }
}
