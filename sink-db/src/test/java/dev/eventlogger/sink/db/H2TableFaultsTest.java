package dev.eventlogger.sink.db;

final class H2TableFaultsTest extends TableFaultsContract {

  H2TableFaultsTest() {
    super(TestDatabase.H2);
  }
}
