package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads, counts and removes the events that {@link DbEventLogger} writes, with the same settings.
 *
 * <p>Delivered events are found at once. Conditions on data and context are decided here, on the
 * rows that the database cannot exclude; a condition on the time, the user, the type, the name or
 * the subject, each of which has an index, keeps those few. Opening does not create a table.
 */
@AutoService(EventStore.class)
public final class DbEventStore extends EventStore {

  // A statement has each value twice, and PostgreSQL takes 65,535 parameters.
  private static final int MOST_VALUES = 30_000;

  private final @Nullable DataSource given;
  private @Nullable Database database;

  /** Uses connections of its own. */
  public DbEventStore() {
    this(null);
  }

  /** Uses the application's connections, which the application closes. */
  public DbEventStore(@Nullable DataSource connections) {
    given = connections;
  }

  @Override
  public String storeName() {
    return "db";
  }

  /**
   * Connects.
   *
   * @throws IllegalArgumentException for wrong settings and a missing driver
   * @throws StoreException if the database does not answer, refuses us, or does not exist
   */
  @Override
  public void open(SinkConfig config) {
    Settings settings = config.as(Settings.class).ofExisting();
    try {
      database = Database.open(settings, given);
      database.requireFit();
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    requireFewValues(query.filter());
    Narrowing narrowing = Narrowing.of(query.filter(), database());
    EventFilter decided = query.filter().ofJson();
    RowFields values = values(decided);
    List<Event> found = new ArrayList<>();
    try {
      SqlText statement = PageStatement.of(query, narrowing, database());
      new EventReading(database(), statement, !narrowing.isExact(), cancellation)
          .each(
              row -> {
                if (narrowing.isExact() || decided.matches(values.of(row))) {
                  Event event = database().layout().event(row);
                  requireSorted(query.sort().field(), event);
                  found.add(event);
                }
                return found.size() <= query.limit();
              });
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
    return EventPage.of(query, found);
  }

  private RowFields values(EventFilter decided) {
    Set<Field> fields =
        decided.conditions().stream().map(Condition::field).collect(Collectors.toSet());
    return new RowFields(fields, database().layout().jsonColumns(), database().tableDialect());
  }

  private void requireSorted(Field field, Event event) {
    TextOrder order = new TextOrder(database());
    if (field.part().isText()) {
      field.scalars(event).forEach(scalar -> order.require(field, String.valueOf(scalar)));
    }
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    return usage(query.filter(), List.of(query), cancellation).get(0);
  }

  /** Counts all fields of data and context in one pass over the rows. */
  @Override
  public Map<Field, List<UsageRow>> facets(FacetQuery query, Cancellation cancellation) {
    return query.answer(usage(query.filter(), query.each(), cancellation));
  }

  private List<List<UsageRow>> usage(
      EventFilter filter, List<UsageQuery> queries, Cancellation cancellation) {
    requireFewValues(filter);
    Map<UsageQuery, List<UsageRow>> rows;
    try {
      rows = new UsageReading(database(), filter, cancellation).count(queries);
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
    if (rows.values().stream().anyMatch(counted -> counted.size() > UsageQuery.MOST_ROWS)) {
      throw UsageQuery.tooManyRows();
    }
    return List.copyOf(rows.values());
  }

  private static void requireFewValues(EventFilter filter) {
    int values = 0;
    for (Condition condition : filter.conditions()) {
      values += condition.values().size();
    }
    if (values > MOST_VALUES) {
      throw new UnsupportedQueryException(
          "the conditions have more than " + MOST_VALUES + " values; ask with fewer");
    }
  }

  /**
   * Removes old events, unless another process is purging the table.
   *
   * @throws StoreException also if another process has the lease, or takes it over because a chunk
   *     took too long
   */
  @Override
  public long purge(Instant before, Removal removal) throws InterruptedException {
    Cleanup.Removed removed;
    try {
      removed = new Cleanup(database()).purge(before, removal);
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
    if (!removed.isComplete()) {
      throw new StoreException(
          database().tableName()
              + ": is being purged by another process"
              + (removed.rows() == 0
                  ? ""
                  : ", after " + removed.rows() + " events were removed here")
              + "; try again when it is done, or some minutes after it has died",
          null);
    }
    return removed.rows();
  }

  /** True for the table of this library; Querybook's cannot hold all of an event. */
  @Override
  public boolean keepsBytes() {
    return database().layout().keepsBytes();
  }

  @Override
  public OptionalInt daysToKeep() {
    Integer days = database().settings().daysToKeepEventLogs();
    return days == null ? OptionalInt.empty() : OptionalInt.of(days);
  }

  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    try {
      return new Cleanup(database()).erase(uid, removal);
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
  }

  @Override
  public long remove(Collection<UUID> ids, Removal removal) throws InterruptedException {
    try {
      return new Cleanup(database()).remove(List.copyOf(ids), removal);
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
  }

  private Database database() {
    return requireNonNull(database, "used before open");
  }

  @Override
  public void close() {
    Database closing = database;
    database = null;
    if (closing != null) {
      closing.close();
    }
  }
}
