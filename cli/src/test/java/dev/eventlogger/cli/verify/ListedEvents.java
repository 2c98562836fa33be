package dev.eventlogger.cli.verify;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A store that holds whatever a test puts into it: the same event twice, something that is no
 * event, and events that disappear while it is read. Returns everything as one page. For one
 * thread.
 */
final class ListedEvents extends EventStore {

  final List<Event> events = new ArrayList<>();

  ListedEvents(List<Event> events) {
    this.events.addAll(events);
  }

  @Override
  public String storeName() {
    return "listed";
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    boolean isAll = query.filter().conditions().isEmpty();
    return new EventPage(
        events.stream().filter(event -> isAll || query.filter().matches(event)).toList(), null);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long purge(Instant before, Removal removal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long erase(String uid, Removal removal) {
    throw new UnsupportedOperationException();
  }
}
