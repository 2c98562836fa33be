package dev.eventlogger.testkit;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.spi.BaseEventLogger;

/** The in-memory store meets the contract. */
final class InMemoryStoreTest extends EventStoreContract {

  private final InMemoryEventLogger sink = new InMemoryEventLogger();

  @Override
  protected BaseEventLogger newLogger() {
    return sink;
  }

  @Override
  protected EventStore newStore() {
    return new InMemoryEventStore(sink);
  }

  @Override
  protected boolean isFoundByName() {
    return false;
  }
}
