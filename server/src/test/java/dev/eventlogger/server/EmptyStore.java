package dev.eventlogger.server;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.List;

/** An empty store of the log {@code in-memory}; tests override what differs. */
public abstract class EmptyStore extends EventStore {

  @Override
  public String storeName() {
    return "in-memory";
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    return new EventPage(List.of(), null);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    return List.of();
  }

  @Override
  public long purge(Instant before, Removal removal) {
    return 0;
  }

  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    return 0;
  }
}
