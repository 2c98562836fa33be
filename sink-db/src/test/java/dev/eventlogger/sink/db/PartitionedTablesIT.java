package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.spi.DeliveryResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables with several parts: exactly what was asked for is removed, and an event that comes again
 * is there once.
 */
@Timeout(120)
final class PartitionedTablesIT {

  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant BEFORE = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant NEW = Instant.parse("2200-01-01T00:00:00Z");

  /** How a table is divided; based on one that the sink created. */
  private enum Parts {
    POSTGRESQL_BY_HASH(TestDatabase.POSTGRESQL) {
      @Override
      void make(String from, String table) throws SQLException {
        like(from, table, "(id)", "PARTITION BY HASH (id)");
        for (int part = 0; part < 4; part++) {
          part(table, part, "FOR VALUES WITH (MODULUS 4, REMAINDER " + part + ")");
        }
      }
    },
    POSTGRESQL_BY_TIME(TestDatabase.POSTGRESQL) {
      @Override
      void make(String from, String table) throws SQLException {
        like(from, table, "(id, created_at)", "PARTITION BY RANGE (created_at)");
        part(table, 0, "FOR VALUES FROM (MINVALUE) TO ('" + BEFORE + "')");
        part(table, 1, "FOR VALUES FROM ('" + BEFORE + "') TO ('" + NEW + "')");
        part(table, 2, "DEFAULT");
      }
    },
    /** By time, and one of the parts once more by a hash of the id. */
    POSTGRESQL_BY_TIME_AND_HASH(TestDatabase.POSTGRESQL) {
      @Override
      void make(String from, String table) throws SQLException {
        like(from, table, "(created_at, id)", "PARTITION BY RANGE (created_at)");
        part(table, 0, "FOR VALUES FROM (MINVALUE) TO ('" + BEFORE + "')");
        part(table, 1, "FOR VALUES FROM ('" + BEFORE + "') TO (MAXVALUE) PARTITION BY HASH (id)");
        for (int part = 0; part < 2; part++) {
          part(table + "_1", part, "FOR VALUES WITH (MODULUS 2, REMAINDER " + part + ")");
        }
      }
    },
    /** Three tables, two of which inherit from the one that is written. */
    POSTGRESQL_INHERITED(TestDatabase.POSTGRESQL) {
      @Override
      void make(String from, String table) throws SQLException {
        like(from, table, "(id)", "");
        for (String child : List.of("_0", "_1")) {
          String quoted = database.quoted(table + child);
          database.execute("CREATE TABLE " + quoted + " () INHERITS (" + '"' + table + "\")");
        }
      }

      @Override
      void spread(String table) throws SQLException {
        for (int child = 0; child < 2; child++) {
          String quoted = database.quoted(table);
          database.execute(
              ("WITH gone AS (DELETE FROM ONLY " + quoted + " WHERE event_data ->> 'n' IN (")
                  + ("'" + child + "') RETURNING *) INSERT INTO ")
                  + (database.quoted(table + "_" + child) + " SELECT * FROM gone"));
        }
      }
    },
    MARIADB_BY_KEY(TestDatabase.MARIADB) {
      @Override
      void make(String from, String table) throws SQLException {
        like(from, table, "(id)", "PARTITION BY KEY (id) PARTITIONS 4");
      }
    },
    MARIADB_BY_TIME(TestDatabase.MARIADB) {
      @Override
      void make(String from, String table) throws SQLException {
        String before = BEFORE.toString().replace("T", " ").replace("Z", "");
        like(
            from,
            table,
            "(id, created_at)",
            "PARTITION BY RANGE COLUMNS (created_at) (PARTITION old VALUES LESS THAN ('"
                + before
                + "'), PARTITION rest VALUES LESS THAN (MAXVALUE))");
      }
    };

    final TestDatabase database;

    Parts(TestDatabase database) {
      this.database = database;
    }

    abstract void make(String from, String table) throws SQLException;

    /**
     * Moves rows to places where the sink does not put them; those with the numbers 0 and 1 go
     * elsewhere.
     */
    void spread(String table) throws SQLException {}

    final void like(String from, String table, String key, String parts) throws SQLException {
      String quoted = database.quoted(table);
      String made = "CREATE TABLE " + quoted;
      String like = "LIKE " + database.quoted(from);
      if (database == TestDatabase.POSTGRESQL) {
        database.execute(made + " (" + like + ", PRIMARY KEY " + key + ") " + parts);
      } else {
        database.execute(made + " " + like);
        database.execute(
            "ALTER TABLE " + quoted + " DROP PRIMARY KEY, ADD PRIMARY KEY " + key + " " + parts);
      }
    }

    final void part(String table, int number, String values) throws SQLException {
      String part = database.quoted(table + "_" + number);
      database.execute(
          "CREATE TABLE " + part + " PARTITION OF " + database.quoted(table) + " " + values);
    }

    /** Settings with such a table, which the sink only checks. */
    final Map<String, Object> settings() throws Exception {
      Map<String, Object> made = database.settings();
      open(made).close();
      String from = made.get("table").toString();
      String table = from + "_parts";
      make(from, table);
      database.execute(
          "CREATE TABLE "
              + database.quoted(table + "_lease")
              + (database == TestDatabase.POSTGRESQL ? " (LIKE " : " LIKE ")
              + database.quoted(from + "_lease")
              + (database == TestDatabase.POSTGRESQL ? " INCLUDING ALL)" : ""));
      return Rig.with(Rig.with(made, "table", table), "schema", "validate");
    }
  }

  private static DbEventLogger open(Map<String, Object> settings) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    return sink;
  }

  private static DbEventStore store(Map<String, Object> settings) {
    DbEventStore store = new DbEventStore();
    store.open(Rig.config(settings));
    return store;
  }

  /**
   * Some old and some new events of two users, in turn, with rows of each part at the same places.
   */
  private static List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (Instant start : List.of(OLD, NEW)) {
        EventDraft draft = EventDraft.named("parted").createdAt(start.plusMillis(i));
        events.add(Event.of(draft.uid(i % 2 == 0 ? "ada" : "bob").data(Map.of("n", i % 3))));
      }
    }
    return events;
  }

  private static void fill(Parts parts, Map<String, Object> settings, List<Event> events)
      throws Exception {
    DbEventLogger sink = open(settings);
    // The first batch is inserted, the second is copied where possible.
    assertThat(sink.log(events.subList(0, 3))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(sink.log(events.subList(3, events.size()))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(sink.log(events)).as("once more").isEqualTo(DeliveryResult.DELIVERED);
    sink.close();
    parts.spread(settings.get("table").toString());
    BatchChecks.assertStoredOnce(parts.database, settings.get("table"), events);
  }

  private static List<Event> where(List<Event> events, Predicate<Event> which) {
    return events.stream().filter(which).toList();
  }

  @ParameterizedTest
  @EnumSource
  void removesWhatWasAskedForAndNothingElse(Parts parts) throws Exception {
    Map<String, Object> settings = parts.settings();
    List<Event> events = events(20);
    fill(parts, settings, events);
    Removal inSmallChunks = new Removal(false, 7, Duration.ZERO, removed -> {});

    try (DbEventStore store = store(settings)) {
      assertThat(store.purge(BEFORE, Removal.DRY_RUN)).isEqualTo(20);
      assertThat(store.purge(BEFORE, inSmallChunks)).isEqualTo(20);
      List<Event> left = where(events, event -> event.createdAt().isAfter(BEFORE));
      BatchChecks.assertStoredOnce(parts.database, settings.get("table"), left);

      assertThat(store.erase("ada", Removal.DRY_RUN)).isEqualTo(10);
      assertThat(store.erase("ada", inSmallChunks)).isEqualTo(10);
      List<Event> ofBob = where(left, event -> "bob".equals(event.uid()));
      BatchChecks.assertStoredOnce(parts.database, settings.get("table"), ofBob);
      EventFilter first = EventFilter.of(Condition.equal(Field.ID, ofBob.get(0).id()));
      assertThat(store.find(EventQuery.of(first)).events()).containsExactly(ofBob.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void removesOldEventsByItself(Parts parts) throws Exception {
    Map<String, Object> settings = parts.settings();
    List<Event> events = events(20);
    fill(parts, settings, events);
    String count = "SELECT COUNT(*) FROM " + parts.database.quoted(settings.get("table"));

    DbEventLogger sink = open(Rig.with(settings, "days_to_keep_event_logs", 30));
    while (parts.database.count(count) > 20) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    sink.close();

    List<Event> left = where(events, event -> event.createdAt().isAfter(BEFORE));
    BatchChecks.assertStoredOnce(parts.database, settings.get("table"), left);
  }

  @Test
  void removesThroughAViewWhatIsAskedFor() throws Exception {
    Parts parts = Parts.POSTGRESQL_BY_HASH;
    Map<String, Object> settings = parts.settings();
    List<Event> events = events(20);
    fill(parts, settings, events);
    String view = settings.get("table") + "_view";
    for (String ending : List.of("", "_lease")) {
      String of = parts.database.quoted(settings.get("table") + ending);
      String name = parts.database.quoted(view + ending);
      parts.database.execute("CREATE VIEW " + name + " AS SELECT * FROM " + of);
    }

    try (DbEventStore store = store(Rig.with(settings, "table", view))) {
      assertThat(store.purge(BEFORE, Removal.IN_CHUNKS)).isEqualTo(20);
      assertThat(store.erase("ada", Removal.IN_CHUNKS)).isEqualTo(10);
    }

    List<Event> left =
        where(events, event -> "bob".equals(event.uid()) && event.createdAt().isAfter(BEFORE));
    BatchChecks.assertStoredOnce(parts.database, settings.get("table"), left);
  }

  @Test
  void removesNothingWhereAPartIsOnAnotherServer() throws Exception {
    Parts parts = Parts.POSTGRESQL_INHERITED;
    TestDatabase database = parts.database;
    Map<String, Object> settings = parts.settings();
    String table = settings.get("table").toString();
    String wrapper = database.quoted(table + "_wrapper");
    String server = database.quoted(table + "_server");
    database.execute("CREATE FOREIGN DATA WRAPPER " + wrapper);
    database.execute("CREATE SERVER " + server + " FOREIGN DATA WRAPPER " + wrapper);
    database.execute(
        ("CREATE FOREIGN TABLE " + database.quoted(table + "_2") + " () INHERITS (")
            + (database.quoted(table) + ") SERVER " + server));

    try (DbEventStore store = store(settings)) {
      assertThatThrownBy(() -> store.purge(BEFORE, Removal.IN_CHUNKS))
          .isInstanceOf(UnsupportedQueryException.class)
          .hasMessageContaining("foreign table");
      assertThatThrownBy(() -> store.erase("ada", Removal.IN_CHUNKS))
          .isInstanceOf(UnsupportedQueryException.class)
          .hasMessageContaining("foreign table");
    }
  }
}
