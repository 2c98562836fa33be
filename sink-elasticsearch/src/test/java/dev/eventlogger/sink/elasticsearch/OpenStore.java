package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.util.List;
import java.util.Map;

/** A store that is open. */
record OpenStore(ElasticsearchEventStore store) implements AutoCloseable {

  static OpenStore with(Map<String, ?> settings) throws Exception {
    ElasticsearchEventStore store = new ElasticsearchEventStore();
    store.open(Section.of("clicks", settings));
    return new OpenStore(store);
  }

  List<Event> all() {
    return store.find(EventQuery.of(EventFilter.ALL)).events();
  }

  /** The single row for all events. */
  UsageRow count() {
    return store.usage(UsageQuery.of(EventFilter.ALL)).get(0);
  }

  @Override
  public void close() {
    store.close();
  }
}
