package dev.eventlogger.testkit;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores that are each wrong in one way, with their contracts; for {@link EventStoreContractTest}.
 */
final class BrokenStores {

  private BrokenStores() {}

  /** Delegates to the in-memory store; overridden where it is to be wrong. */
  static class Wrapped extends EventStore {
    final InMemoryEventStore right;

    Wrapped(InMemoryEventLogger sink) {
      right = new InMemoryEventStore(sink);
    }

    @Override
    public String storeName() {
      return right.storeName();
    }

    @Override
    public void open(SinkConfig config) {
      right.open(config);
    }

    @Override
    public EventPage find(EventQuery query, Cancellation cancellation) {
      return right.find(query, cancellation);
    }

    @Override
    public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
      return right.usage(query, cancellation);
    }

    @Override
    public long purge(Instant before, Removal removal) throws InterruptedException {
      return right.purge(before, removal);
    }

    @Override
    public long erase(String uid, Removal removal) throws InterruptedException {
      return right.erase(uid, removal);
    }

    static EventQuery with(EventQuery query, EventFilter filter) {
      return new EventQuery(filter, query.sort(), query.limit(), query.after());
    }
  }

  abstract static class OfWrapped extends EventStoreContract {
    private final InMemoryEventLogger sink = new InMemoryEventLogger();
    private final Function<InMemoryEventLogger, EventStore> maker;

    OfWrapped(Function<InMemoryEventLogger, EventStore> maker) {
      this.maker = maker;
    }

    @Override
    protected BaseEventLogger newLogger() {
      return sink;
    }

    @Override
    protected EventStore newStore() {
      return maker.apply(sink);
    }

    @Override
    protected boolean isFoundByName() {
      return false;
    }
  }

  static final class Untyped extends OfWrapped {
    Untyped() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  query.filter().conditions().forEach(Untyped::refuse);
                  return super.find(query, cancellation);
                }
              });
    }

    private static void refuse(Condition condition) {
      boolean compares =
          condition.operator().isRange() || condition.operator() == Operator.CONTAINS;
      Field field = condition.field();
      if (compares && field.part().isJson() && !field.equals(Field.data("count"))) {
        throw new UnsupportedQueryException(field + ": has no type here; compare it with =");
      }
    }

    @Override
    protected boolean comparesData(Field field) {
      return field.equals(Field.data("count"));
    }
  }

  static final class WithoutCapitals extends OfWrapped {
    WithoutCapitals() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  EventFilter filter = query.filter();
                  List<Condition> folded =
                      filter.conditions().stream().map(WithoutCapitals::fold).toList();
                  return super.find(
                      with(query, new EventFilter(filter.since(), filter.until(), folded)),
                      cancellation);
                }
              });
    }

    private static Condition fold(Condition condition) {
      boolean isText = condition.field().part().isText() || condition.field().part().isJson();
      if (condition.operator() != Operator.EQUAL || !isText) {
        return condition;
      }
      List<Object> values = new ArrayList<>(condition.values());
      for (Object value : condition.values()) {
        values.add(value.toString().toLowerCase(Locale.ROOT));
      }
      List<Object> few = values.stream().distinct().limit(1_000).toList();
      return new Condition(condition.field(), condition.operator(), few);
    }
  }

  static final class Unconditional extends OfWrapped {
    Unconditional() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  EventFilter filter = query.filter();
                  return super.find(
                      with(query, new EventFilter(filter.since(), filter.until(), List.of())),
                      cancellation);
                }
              });
    }
  }

  static final class LateByAMicrosecond extends OfWrapped {
    LateByAMicrosecond() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  EventFilter filter = query.filter();
                  Instant until = filter.until();
                  boolean isOnly = until != null && filter.since() == null;
                  return !isOnly
                      ? super.find(query, cancellation)
                      : super.find(
                          with(
                              query,
                              new EventFilter(null, until.plusNanos(1_000), filter.conditions())),
                          cancellation);
                }
              });
    }
  }

  static final class Repeating extends OfWrapped {
    Repeating() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  EventPage page = super.find(query, cancellation);
                  if (query.after() == null || page.events().isEmpty()) {
                    return page;
                  }
                  List<dev.eventlogger.event.Event> events = new ArrayList<>(page.events());
                  events.set(0, events.get(events.size() - 1));
                  return new EventPage(events, page.next());
                }
              });
    }
  }

  static final class CountingTwice extends OfWrapped {
    CountingTwice() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
                  return super.usage(query, cancellation).stream()
                      .map(
                          row ->
                              new UsageRow(
                                  row.bucket(),
                                  row.value(),
                                  row.thenValue(),
                                  row.events(),
                                  row.events(),
                                  row.first(),
                                  row.last(),
                                  row.measure()))
                      .toList();
                }
              });
    }
  }

  static final class WetRun extends OfWrapped {
    WetRun() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public long purge(Instant before, Removal removal) throws InterruptedException {
                  return super.purge(before, Removal.IN_CHUNKS);
                }
              });
    }
  }

  static final class Unstoppable extends OfWrapped {
    Unstoppable() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public long erase(String uid, Removal removal) throws InterruptedException {
                  long removed = super.erase(uid, removal.dryRun() ? removal : Removal.IN_CHUNKS);
                  removal.progress().accept(removed);
                  boolean unused = Thread.interrupted();
                  return removed;
                }
              });
    }
  }

  /** A store that changes each row of its counts. */
  private static Wrapped counting(InMemoryEventLogger sink, UnaryOperator<UsageRow> change) {
    return new Wrapped(sink) {
      @Override
      public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
        return super.usage(query, cancellation).stream().map(change).toList();
      }
    };
  }

  static final class WithoutSecondField extends OfWrapped {
    WithoutSecondField() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
                  return super.usage(
                      new UsageQuery(
                          query.filter(),
                          query.bucket(),
                          query.by(),
                          null,
                          query.measure(),
                          query.limit()),
                      cancellation);
                }
              });
    }
  }

  static final class LateFirst extends OfWrapped {
    LateFirst() {
      super(
          sink ->
              counting(
                  sink,
                  row ->
                      new UsageRow(
                          row.bucket(),
                          row.value(),
                          row.thenValue(),
                          row.events(),
                          row.users(),
                          row.last(),
                          row.last(),
                          row.measure())));
    }
  }

  static final class NearMeasures extends OfWrapped {
    NearMeasures() {
      super(sink -> counting(sink, row -> row.with(near(row.measure()))));
    }

    /** Like a store that returns one of the numbers, and does not interpolate. */
    private static @Nullable Measure near(@Nullable Measure right) {
      return right == null
          ? null
          : new Measure(
              right.count(), right.mean(), Math.rint(right.median()), right.percentile95());
    }
  }

  static final class ShortFacets extends OfWrapped {
    ShortFacets() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public Map<Field, List<UsageRow>> facets(
                    FacetQuery query, Cancellation cancellation) {
                  Map<Field, List<UsageRow>> facets = super.facets(query, cancellation);
                  facets.replaceAll((field, rows) -> rows.stream().limit(2).toList());
                  return facets;
                }
              });
    }
  }

  static final class Untiring extends OfWrapped {
    Untiring() {
      super(
          sink ->
              new Wrapped(sink) {
                @Override
                public EventPage find(EventQuery query, Cancellation cancellation) {
                  return super.find(query, Cancellation.withoutTimeout());
                }
              });
    }
  }
}
