package dev.eventlogger.sink.db;

final class H2QuerybookTest extends QuerybookContract {

  H2QuerybookTest() {
    super(TestDatabase.H2);
  }
}
