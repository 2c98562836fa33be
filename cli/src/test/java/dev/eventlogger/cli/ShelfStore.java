package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A store that the command finds by the name {@code shelf}: it reads what a test has stored under
 * the name in its setting {@code label}. Fails as its settings say.
 */
public final class ShelfStore extends EventStore {

  private static final Map<String, InMemoryEventLogger> SHELVES = new ConcurrentHashMap<>();

  private @Nullable String fails;
  private @Nullable Integer daysToKeep;
  private @Nullable InMemoryEventStore events;

  /** For the service loader. */
  public ShelfStore() {}

  /** The settings: whose events, how it fails, and how long it keeps them. */
  record Settings(String label, @Nullable String fails, @Nullable Integer daysToKeepEventLogs) {}

  static InMemoryEventLogger shelf(String label) {
    return SHELVES.computeIfAbsent(label, unused -> new InMemoryEventLogger());
  }

  static void put(String label, EventDraft... drafts) throws Exception {
    for (EventDraft draft : drafts) {
      shelf(label).log(List.of(Event.of(draft)));
    }
  }

  @Override
  public String storeName() {
    return "shelf";
  }

  @Override
  public void open(SinkConfig config) {
    Settings settings = config.as(Settings.class);
    fails = settings.fails();
    daysToKeep = settings.daysToKeepEventLogs();
    events = new InMemoryEventStore(shelf(settings.label()));
    if ("open".equals(fails)) {
      throw new StoreException("the shelf is too high", null);
    }
  }

  @Override
  public OptionalInt daysToKeep() {
    return daysToKeep == null ? OptionalInt.empty() : OptionalInt.of(daysToKeep);
  }

  private EventStore events() {
    if ("always".equals(fails)) {
      throw new StoreException("the shelf \u001b[31mdoes not answer", null);
    }
    if ("unsupported".equals(fails)) {
      throw new UnsupportedQueryException("a shelf cannot do that; ask a database");
    }
    return java.util.Objects.requireNonNull(events);
  }

  /** The events; with {@code slow}, it waits until the question is cancelled. */
  private EventStore answered(Cancellation cancellation) {
    EventStore events = events();
    if ("slow".equals(fails)) {
      CountDownLatch givenUp = new CountDownLatch(1);
      cancellation.run(
          givenUp::countDown,
          () -> {
            await(givenUp);
            return events;
          });
    }
    return events;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    return answered(cancellation).find(query, cancellation);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    return answered(cancellation).usage(query, cancellation);
  }

  @Override
  public long purge(Instant before, Removal removal) throws InterruptedException {
    return "endless".equals(fails)
        ? purgeWithoutEnd(removal)
        : events().purge(before, inFives(removal));
  }

  /** Purges until it is interrupted; says when it has begun. */
  private static long purgeWithoutEnd(Removal removal) throws InterruptedException {
    for (long removed = 5; ; removed += 5) {
      if (removed == 10) {
        System.out.println("has begun");
      }
      removal.afterChunk(removed);
    }
  }

  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    return events().erase(uid, inFives(removal));
  }

  private Removal inFives(Removal removal) {
    return new Removal(
        removal.dryRun(),
        5,
        java.time.Duration.ZERO,
        removed -> {
          removal.progress().accept(removed);
          if ("interrupted".equals(fails)) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
