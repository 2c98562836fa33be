package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventStoreContract;
import java.time.Instant;
import java.util.Map;

/** The store as it is by default: data is compared by equality alone. */
final class UntypedStoreContractIT extends EventStoreContract {

  private static final TestServer SERVER = TestServer.shared();

  private final TestIndices indices = new TestIndices(SERVER, "untyped");

  @Override
  protected BaseEventLogger newLogger() {
    return new ElasticsearchEventLogger();
  }

  @Override
  protected EventStore newStore() {
    return new ElasticsearchEventStore();
  }

  @Override
  protected Map<String, Object> settings() {
    return indices.settings(Map.of("index", indices.monthly()));
  }

  @Override
  protected void refresh() {
    indices.refresh();
  }

  @Override
  protected boolean comparesData(Field field) {
    return false;
  }

  @Override
  protected Instant earliest() {
    return Instant.EPOCH;
  }

  @Override
  protected Instant latest() {
    return Instant.parse("2262-04-11T23:47:16.854775Z");
  }
}
