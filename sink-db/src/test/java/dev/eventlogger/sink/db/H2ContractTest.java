package dev.eventlogger.sink.db;

final class H2ContractTest extends DbContract {

  H2ContractTest() {
    super(TestDatabase.H2);
  }
}
