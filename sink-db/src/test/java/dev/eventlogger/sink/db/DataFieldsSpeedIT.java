package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How long questions about data take, for all events of the last seven days: 930,000 in the profile
 * "long".
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class DataFieldsSpeedIT {

  private static final int ROWS = Rig.count(20_000, 930_000);
  // The aim is three; a machine that is busy with other things takes longer.
  private static final Duration LONGEST = Duration.ofSeconds(6);

  private final List<String> slow = new ArrayList<>();
  private final EventFilter lately = EventFilter.since(Instant.now().minus(Duration.ofDays(7)));

  @ParameterizedTest
  @EnumSource
  void answersQuestionsAboutDataSoon(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.close();
    try (Connection open = database.connect();
        DbEventStore store = new DbEventStore()) {
      Rig.fillWithClicks(database, settings.get("table"), ROWS);
      store.open(Rig.config(settings));
      ask(database, store);
      // With its last connection, H2 would close the file, after reorganizing it.
      assertThat(open.isClosed()).isFalse();
    }
    assertThat(slow).as("what takes longer than " + LONGEST).isEmpty();
  }

  private void ask(TestDatabase database, DbEventStore store) throws Exception {
    Field rows = Field.data("rows");
    Field element = Field.data("element");
    Field engine = Field.data("aux", "engine");
    EventQuery one = EventQuery.of(where(Condition.equal(rows, ROWS / 2)));
    EventQuery none = EventQuery.of(where(Condition.equal(element, "STOP")));
    EventFilter all = where(Condition.equal(element, "RUN_QUERY_BUTTON"));
    UsageQuery measured = new UsageQuery(lately, null, engine, null, rows, 20);
    FacetQuery facets = new FacetQuery(lately, List.of(engine, element), 10);

    assertThat(took(database, "query --where data.rows=N", () -> store.find(one)).events())
        .hasSize(1);
    assertThat(took(database, "query --where data.element=STOP", () -> store.find(none)).events())
        .isEmpty();
    EventPage page =
        took(database, "query --where data.element=RUN", () -> store.find(EventQuery.of(all)));
    assertThat(page.events()).hasSize(100);
    assertThat(took(database, "usage --by data.aux.engine", () -> store.usage(byEngine(engine))))
        .singleElement()
        .satisfies(row -> assertThat(row.events()).isEqualTo(ROWS));
    assertThat(took(database, "usage --where data.element", () -> store.usage(UsageQuery.of(all))))
        .singleElement()
        .satisfies(row -> assertThat(row.events()).isEqualTo(ROWS));
    assertThat(took(database, "usage --by … --measure data.rows", () -> store.usage(measured)))
        .singleElement()
        .satisfies(row -> assertThat(row.measure().median()).isEqualTo((ROWS + 1) / 2.0));
    assertThat(
            took(
                database,
                "facets of 2 data fields",
                () -> store.facets(facets, Cancellation.withoutTimeout())))
        .hasSize(2);
  }

  private UsageQuery byEngine(Field engine) {
    return new UsageQuery(lately, null, engine, 20);
  }

  private EventFilter where(Condition condition) {
    return new EventFilter(lately.since(), null, List.of(condition));
  }

  private <T> T took(TestDatabase database, String what, Callable<T> question) throws Exception {
    long start = System.nanoTime();
    T answer = question.call();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("%s, %,d rows: %s: %,d ms%n", database, ROWS, what, took.toMillis());
    if (database != TestDatabase.MARIADB && took.compareTo(LONGEST) > 0) {
      slow.add(database + ": " + what + ": " + took);
    }
    return answer;
  }
}
