package dev.eventlogger.testkit;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads what an {@link InMemoryEventLogger} keeps. A complete store, for tests of code that queries
 * one.
 *
 * <p>An event that came twice appears once. A test creates it for its sink; it is not found by
 * name. Needs no opening; thread-safe.
 */
public final class InMemoryEventStore extends EventStore {

  private final InMemoryEventLogger sink;

  /** Creates the store of one sink. */
  public InMemoryEventStore(InMemoryEventLogger sink) {
    this.sink = requireNonNull(sink, "sink");
  }

  @Override
  public String storeName() {
    return sink.loggerName();
  }

  @Override
  public void open(SinkConfig config) {
    config.as(NoSettings.class);
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    cancellation.check();
    return Reference.find(events(), query);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    cancellation.check();
    return Reference.usage(events(), query);
  }

  @Override
  public boolean keepsBytes() {
    return true;
  }

  @Override
  public long purge(Instant before, Removal removal) throws InterruptedException {
    return remove(new EventFilter(null, before, List.of())::matches, removal);
  }

  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    return remove(event -> uid.equals(event.uid()), removal);
  }

  @Override
  public long remove(Collection<UUID> ids, Removal removal) throws InterruptedException {
    Set<UUID> wanted = Set.copyOf(ids);
    return remove(event -> wanted.contains(event.id()), removal);
  }

  private long remove(Predicate<Event> condition, Removal removal) throws InterruptedException {
    List<UUID> ids = events().stream().filter(condition).map(Event::id).toList();
    if (removal.dryRun()) {
      return ids.size();
    }
    for (int from = 0; from < ids.size(); from += removal.chunk()) {
      int to = Math.min(ids.size(), from + removal.chunk());
      Set<UUID> chunk = new HashSet<>(ids.subList(from, to));
      sink.removeIf(event -> chunk.contains(event.id()));
      removal.afterChunk(to);
    }
    return ids.size();
  }

  private Collection<Event> events() {
    Map<UUID, Event> events = new LinkedHashMap<>();
    sink.events().forEach(event -> events.putIfAbsent(event.id(), event));
    return new ArrayList<>(events.values());
  }

  private record NoSettings() {}
}
