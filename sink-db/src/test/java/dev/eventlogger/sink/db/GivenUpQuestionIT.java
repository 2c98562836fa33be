package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.UsageQuery;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancelled question ends in the database, and its only connection remains usable. */
@Timeout(120)
final class GivenUpQuestionIT {

  private static final int ROWS = 6_000;
  // More than are read at once, so that the rest is read while rows are handed out.
  private static final int QUICK_ROWS = 1_500;
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Takes a moment; for H2, which has no such function. */
  public static final class Naps {

    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);
    private static volatile long last = System.nanoTime() - LONGEST;

    private Naps() {}

    /** Always true. */
    public static boolean nap() {
      last = System.nanoTime();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2)); // H2 checks every 128 rows
      return true;
    }

    static boolean isTaken() {
      return System.nanoTime() - last < LONGEST;
    }
  }

  /** Settings with a view that is slow for most of its rows. */
  private static Map<String, Object> slowRows(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.close();
    Rig.fill(database, settings.get("table"), ROWS, 1);
    String table = database.quoted(settings.get("table"));
    String slow = database.quoted(settings.get("table") + "_slow");
    String time = "SELECT created_at FROM " + table + " ORDER BY created_at DESC";
    String row = time + " LIMIT 1 OFFSET " + QUICK_ROWS;
    database.execute(
        "UPDATE " + table + " SET name = 'slow' WHERE created_at < '" + first(database, row) + "'");
    database.execute(
        "CREATE VIEW "
            + slow
            + " AS SELECT * FROM "
            + table
            + " WHERE name <> 'slow' OR "
            + nap(database));
    return Rig.with(settings, "table", settings.get("table") + "_slow");
  }

  private static String first(TestDatabase database, String sql) throws SQLException {
    return database.query(sql).get(0);
  }

  private static String nap(TestDatabase database) throws SQLException {
    return switch (database) {
      case POSTGRESQL -> "CAST(pg_sleep(0.05) AS text) IS NOT NULL";
      case MARIADB -> "SLEEP(0.05) = 0";
      default -> {
        database.execute("CREATE ALIAS IF NOT EXISTS NAP FOR '" + Naps.class.getName() + ".nap'");
        yield "NAP()";
      }
    };
  }

  /** How many statements the database is running that read the rows slowly. */
  private static long running(TestDatabase database, Map<String, Object> settings)
      throws SQLException {
    String like = " LIKE '%" + settings.get("table") + "%' AND ";
    return database.count(
        switch (database) {
          // Only the first 1,023 bytes of a long statement are shown; several processes may work on
          // one.
          case POSTGRESQL ->
              "SELECT COUNT(DISTINCT COALESCE(leader_pid, pid)) FROM pg_stat_activity WHERE"
                  + " state = 'active' AND wait_event = 'PgSleep' AND (octet_length(query) >= 1023"
                  + " OR query"
                  + like.replace(" AND ", ") AND ")
                  + "pid <> pg_backend_pid()";
          case MARIADB ->
              "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep' AND"
                  + " info"
                  + like
                  + "id <> connection_id()";
          default -> "SELECT " + (Naps.isTaken() ? 1 : 0);
        });
  }

  private static void awaitRunning(
      TestDatabase database, Map<String, Object> settings, long count, Duration patience)
      throws SQLException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (running(database, settings) != count) {
      assertThat(System.nanoTime()).as("time for %s statements", count).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhileTheDatabaseCounts(TestDatabase database) throws Exception {
    ends(
        database,
        (store, cancellation) ->
            store.usage(new UsageQuery(EventFilter.ALL, null, Field.NAME, 20), cancellation));
  }

  /**
   * H2 checks for cancellation between rows that it returns, but not between those that a view
   * skips.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
  void endsWhileRowsAreRead(TestDatabase database) throws Exception {
    ends(
        database,
        (store, cancellation) ->
            store.usage(
                new UsageQuery(EventFilter.ALL, null, Field.data("element"), 20), cancellation));
  }

  @ParameterizedTest
  @EnumSource
  void endsWhileEventsAreLookedFor(TestDatabase database) throws Exception {
    EventFilter some = EventFilter.of(Condition.equal(Field.data("text"), "select something"));
    ends(database, (store, cancellation) -> store.find(EventQuery.of(some), cancellation));
  }

  private static void ends(TestDatabase database, BiConsumer<DbEventStore, Cancellation> question)
      throws Exception {
    Map<String, Object> settings = slowRows(database);
    Cancellation cancellation = Cancellation.withoutTimeout();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (OneConnection pool = new OneConnection(database.url());
        DbEventStore store = new DbEventStore(pool.dataSource())) {
      store.open(Rig.config(settings));
      Future<?> asking = thread.submit(() -> question.accept(store, cancellation));
      awaitRunning(database, settings, 1, Duration.ofSeconds(60));
      assertThat(asking.isDone()).as("answered before it was given up").isFalse();
      cancellation.cancel();
      awaitRunning(database, settings, 0, SOON);

      assertThatThrownBy(() -> asking.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
          .hasCauseInstanceOf(QueryCancelledException.class);
      EventFilter first = EventFilter.of(Condition.equal(Field.NAME, "nobody has this"));
      assertThat(store.find(EventQuery.of(first)).events()).isEmpty();
    } finally {
      thread.shutdown(); // an interrupt would damage a file of H2
    }
  }
}
