package dev.eventlogger.query;

import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The store of a sealed log: events can only be removed from it by their ids, by a caller that has
 * signed a record naming them. Thread-safe, as the store is.
 */
final class SealedEventStore extends EventStore {

  private final EventStore store;
  private final String log;

  SealedEventStore(EventStore store, String log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public String storeName() {
    return store.storeName();
  }

  @Override
  public void open(SinkConfig config) throws Exception {
    store.open(config);
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    return store.find(query, cancellation);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    return store.usage(query, cancellation);
  }

  @Override
  public Map<Field, List<UsageRow>> facets(FacetQuery query, Cancellation cancellation) {
    return store.facets(query, cancellation);
  }

  @Override
  public boolean keepsBytes() {
    return store.keepsBytes();
  }

  @Override
  public OptionalInt daysToKeep() {
    return store.daysToKeep();
  }

  @Override
  public long purge(Instant before, Removal removal) throws InterruptedException {
    requireDryRun(removal, "purge");
    return store.purge(before, removal);
  }

  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    requireDryRun(removal, "erase");
    return store.erase(uid, removal);
  }

  private void requireDryRun(Removal removal, String command) {
    if (!removal.dryRun()) {
      throw new UnsupportedQueryException(
          "log \""
              + log
              + "\" is sealed: its events are removed by event-logger "
              + command
              + ", where the operator key is, which signs a record of each");
    }
  }

  @Override
  public long remove(Collection<UUID> ids, Removal removal) throws InterruptedException {
    return store.remove(ids, removal);
  }

  @Override
  public void close() {
    store.close();
  }
}
