package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.spi.DeliveryResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Every statement of the store that is limited by time or user finds its rows through an index. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS) // the table is filled once
abstract class IndexUse {

  private static final int ROWS = 20_000;
  private static final Duration BETWEEN = Duration.ofMinutes(10);
  private static final List<Sort> SORTS =
      List.of(Sort.LATEST_FIRST, Sort.EARLIEST_FIRST, new Sort(Field.UID, true));

  private final TestDatabase kind;
  private final Map<String, Object> settings;
  private final ExplainedStatements statements;
  private final DbEventStore store;
  private final Instant since = Instant.now().minus(Duration.ofDays(1));
  // Some 130 rows are older.
  private final Instant old = Instant.now().minus(BETWEEN.multipliedBy(ROWS - 130));

  // With its last connection, H2 closes a file, after reorganizing it.
  private Connection open;

  IndexUse(TestDatabase kind) {
    this.kind = kind;
    settings = kind.settings();
    statements = new ExplainedStatements(kind, settings.get("table"));
    store = new DbEventStore(statements.connections());
  }

  @BeforeAll
  void fill() throws Exception {
    open = kind.connect();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.close();
    Rig.fill(kind, settings.get("table"), ROWS, (int) BETWEEN.toSeconds());
    String table = kind.quoted(settings.get("table"));
    kind.execute(kind == TestDatabase.POSTGRESQL ? "ANALYZE " + table : "ANALYZE TABLE " + table);
    store.open(Rig.config(settings));
  }

  @AfterAll
  void close() throws SQLException {
    store.close();
    open.close();
  }

  private List<EventFilter> filters() {
    return List.of(
        EventFilter.since(since),
        new EventFilter(since, since.plusSeconds(3_600), List.of()),
        new EventFilter(null, old, List.of()),
        EventFilter.since(since, Condition.equal(Field.UID, "user-1")),
        EventFilter.since(since, Condition.equal(Field.NAME, "click")),
        EventFilter.since(since, Condition.equal(Field.TYPE, "CLICK")),
        EventFilter.since(since, Condition.equal(Field.SUBJECT, "query:1")),
        EventFilter.since(since, Condition.equal(Field.data("element"), "RUN")));
  }

  @Test
  void findsEventsByAnIndex() {
    for (EventFilter filter : filters()) {
      SORTS.forEach(sort -> store.find(new EventQuery(filter, sort, 100, null)));
    }

    assertUse(filters().size() * SORTS.size());
  }

  @Test
  void findsTheNextPageByAnIndex() {
    for (Sort sort : SORTS) {
      EventQuery query = new EventQuery(EventFilter.since(since), sort, 10, null);
      String next = store.find(query).next();
      store.find(query.after(next));
    }

    assertUse(2 * SORTS.size());
  }

  @Test
  void countsByAnIndex() {
    for (EventFilter filter : filters()) {
      for (Field by : List.of(Field.NAME, Field.data("element"))) {
        store.usage(new UsageQuery(filter, null, by, 20));
        store.usage(new UsageQuery(filter, Bucket.MINUTE, by, 20));
        store.usage(new UsageQuery(filter, Bucket.WEEK, by, 20));
      }
    }

    assertUse(filters().size() * 6);
  }

  /** The counts that a page is made of: by nearly each of its fields, over time and in total. */
  @Test
  void countsWithoutReadingRowsWhereTheIndexSuffices() throws Exception {
    Assumptions.assumeTrue(kind == TestDatabase.POSTGRESQL, "the others do not say so in a plan");
    kind.execute("VACUUM ANALYZE " + kind.quoted(settings.get("table")));
    EventFilter filter = OwnEvents.hide(new EventFilter(since, Instant.now(), List.of()));
    for (Field by : List.of(Field.LEVEL, Field.TYPE, Field.NAME, Field.UID)) {
      store.usage(new UsageQuery(filter, Bucket.HOUR, by, 20));
      store.facets(new FacetQuery(filter, List.of(by), 8), Cancellation.withoutTimeout());
    }

    assertThat(statements.takePlans())
        .hasSize(8)
        .allSatisfy(plan -> assertThat(plan.text()).as(plan.sql()).contains("Index Only Scan"));
  }

  @Test
  void countsPairsMeasuresAndFacetsByAnIndex() {
    List<Field> fields = List.of(Field.NAME, Field.data("element"), Field.data("text"));
    for (EventFilter filter : filters()) {
      boolean isOfData = filter.conditions().stream().anyMatch(c -> c.field().part().isJson());
      store.usage(new UsageQuery(filter, null, Field.NAME, Field.UID, null, 20));
      store.usage(new UsageQuery(filter, Bucket.DAY, Field.NAME, null, Field.DURATION_MS, 20));
      store.usage(new UsageQuery(filter, null, null, null, Field.data("n"), 20));
      store.facets(new FacetQuery(filter, fields, 10), Cancellation.withoutTimeout());
      // Fields of data are read together, along with names if the condition is on data.
      assertUse(3 + (isOfData ? 1 : 2));
    }
  }

  /** An entry of a PostgreSQL index may have 2,704 bytes after compression. */
  @Test
  void holdsTheLongestTextsInItsIndexes() throws Exception {
    Random random = new Random(3);
    Event longest =
        Event.of(
            EventDraft.of(EventType.CLICK)
                .uid(incompressible(EventRow.LONGEST_KEY, random))
                .name(incompressible(EventRow.LONGEST_NAME, random))
                .subject(incompressible(EventRow.LONGEST_KEY, random)));
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    try {
      assertThat(sink.log(List.of(longest))).isEqualTo(DeliveryResult.DELIVERED);
    } finally {
      sink.close();
    }

    EventFilter filter = EventFilter.of(Condition.equal(Field.ID, longest.id()));
    assertThat(store.find(EventQuery.of(filter)).events()).containsExactly(longest);
    statements.takePlans();
  }

  /** A text of characters that take three bytes each. */
  private static String incompressible(int length, Random random) {
    return random
        .ints(length, 0x4E00, 0x9FA5)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void purgesByAnIndex() throws Exception {
    assertThat(store.purge(old, Removal.DRY_RUN)).isBetween(100L, 150L);
    assertThat(store.purge(old, Removal.IN_CHUNKS)).isBetween(100L, 150L);

    assertUse(2);
  }

  @Test
  void erasesByAnIndex() throws Exception {
    // One of them may have been purged.
    assertThat(store.erase("user-1", Removal.DRY_RUN)).isBetween(ROWS / 500 - 1L, ROWS / 500L);
    assertThat(store.erase("user-1", Removal.IN_CHUNKS)).isBetween(ROWS / 500 - 1L, ROWS / 500L);

    assertUse(2);
  }

  private void assertUse(int count) {
    assertThat(statements.takePlans())
        .hasSize(count)
        .allSatisfy(plan -> assertThat(plan.text()).as(plan.sql()).satisfies(this::usesAnIndex));
  }

  /** Checks that the plan seeks the rows, rather than scanning all of them in the index's order. */
  private void usesAnIndex(String plan) {
    String table = "t[0-9a-f]{12}";
    switch (kind) {
      case POSTGRESQL -> assertThat(plan).contains("Index Cond").doesNotContain("Seq Scan on t");
      case MARIADB ->
          assertThat(plan.lines().filter(line -> line.matches(".* table=" + table + " .*")))
              .isNotEmpty()
              .allMatch(line -> line.matches(".* type=(range|ref) .*"));
      default ->
          assertThat(plan)
              .containsPattern("PUBLIC\\." + table + "_[a-z_]+: ")
              .doesNotContain("tableScan");
    }
  }
}
