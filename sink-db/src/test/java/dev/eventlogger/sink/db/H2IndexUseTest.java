package dev.eventlogger.sink.db;

final class H2IndexUseTest extends IndexUse {

  H2IndexUseTest() {
    super(TestDatabase.H2);
  }
}
