package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageCount;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads, counts and removes the events that {@link DbEventLogger} writes, with the same settings.
 *
 * <p>What was delivered is found at once. Conditions on data and context are decided here, on the
 * rows that the database cannot leave out; a condition on the time, the user, the type, the name or
 * the subject, for each of which there is an index, keeps them few. Opening makes no table.
 */
@AutoService(EventStore.class)
public final class DbEventStore extends EventStore {

  // A statement has each of them twice, and PostgreSQL takes 65,535 parameters.
  private static final int MOST_VALUES = 30_000;

  private final @Nullable DataSource given;
  private @Nullable Database database;

  /** With connections of its own. */
  public DbEventStore() {
    this(null);
  }

  /** With the application's connections, which stay the application's to close. */
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
  public EventPage find(EventQuery query) {
    Narrowing narrowing = narrowing(query.filter());
    SqlText statement = PageStatement.of(query, narrowing, database());
    List<Event> found = new ArrayList<>();
    try {
      new EventReading(database(), statement)
          .read(
              event -> {
                if (narrowing.isExact() || query.filter().matches(event)) {
                  refuseIfNotSorted(query.sort().field(), event);
                  found.add(event);
                }
                return found.size() <= query.limit();
              });
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
    return EventPage.of(query, found);
  }

  /** MariaDB sorts by the beginning of a text; a page of what is not sorted would lose events. */
  private void refuseIfNotSorted(Field field, Event event) {
    if (database().layout().longest(field.part()) == 0 && field.part().isText()) {
      field.scalars(event).forEach(scalar -> refuseIfNotSorted(field, String.valueOf(scalar)));
    }
  }

  private void refuseIfNotSorted(Field field, @Nullable String text) {
    int longest = database().dialect().longestInOrder();
    if (longest > 0 && text != null && StorableText.encode(text).length() >= longest) {
      throw new UnsupportedQueryException(
          field
              + ": this database sorts no texts of "
              + longest
              + " characters or more, which some events have there; sort or count by another"
              + " field, or leave them out by a condition");
    }
  }

  @Override
  public List<UsageRow> usage(UsageQuery query) {
    Narrowing narrowing = narrowing(query.filter());
    boolean isOfColumns = query.by() == null || !query.by().part().isJson();
    List<UsageRow> rows;
    try {
      rows =
          narrowing.isExact() && isOfColumns
              ? counted(query, narrowing)
              : countedHere(query, narrowing);
    } catch (SQLException e) {
      throw DatabaseFailures.ofStore(e);
    }
    if (rows.size() > UsageQuery.MOST_ROWS) {
      throw UsageQuery.tooManyRows();
    }
    return rows;
  }

  private List<UsageRow> counted(UsageQuery query, Narrowing narrowing) throws SQLException {
    SqlText statement = UsageStatement.of(query, narrowing.sql(), database());
    List<UsageRow> rows = new EventReading(database(), statement).counts(query.bucket() != null);
    Field by = query.by();
    if (by != null && database().layout().longest(by.part()) == 0) {
      rows.forEach(row -> refuseIfNotSorted(by, row.value()));
    }
    return rows;
  }

  private List<UsageRow> countedHere(UsageQuery query, Narrowing narrowing) throws SQLException {
    SqlText statement =
        new SqlText(
            "SELECT "
                + database().layout().selection()
                + " FROM "
                + database().table()
                + " WHERE "
                + narrowing.sql().sql(),
            narrowing.sql().parameters());
    UsageCount count = new UsageCount(query);
    new EventReading(database(), statement)
        .read(
            event -> {
              if (query.filter().matches(event)) {
                count.add(event);
              }
              return true;
            });
    return count.rows();
  }

  private Narrowing narrowing(EventFilter filter) {
    int values = 0;
    for (Condition condition : filter.conditions()) {
      values += condition.values().size();
    }
    if (values > MOST_VALUES) {
      throw new UnsupportedQueryException(
          "the conditions have more than " + MOST_VALUES + " values; ask with fewer");
    }
    return Narrowing.of(filter, database());
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
