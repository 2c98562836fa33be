package dev.eventlogger.sink.db;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventStoreContract;
import java.util.Map;

/** The contract of stores, in a table of its own. */
abstract class DbStoreContract extends EventStoreContract {

  private final Map<String, Object> settings;

  DbStoreContract(TestDatabase database) {
    this(database.settings());
  }

  DbStoreContract(Map<String, Object> settings) {
    this.settings = settings;
  }

  @Override
  protected BaseEventLogger newLogger() {
    return new DbEventLogger();
  }

  @Override
  protected EventStore newStore() {
    return new DbEventStore();
  }

  @Override
  protected Map<String, Object> settings() {
    return settings;
  }
}
