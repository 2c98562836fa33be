package dev.eventlogger.sink.db;

final class H2StoreContractTest extends DbStoreContract {

  H2StoreContractTest() {
    super(TestDatabase.H2);
  }
}
