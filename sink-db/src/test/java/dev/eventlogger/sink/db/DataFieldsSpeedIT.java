package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
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
 * How long questions about data take, of all the events of the last seven days: 930,000 in the
 * profile "long".
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class DataFieldsSpeedIT {

  private static final int ROWS = Rig.count(20_000, 930_000);
  private static final Duration LONGEST = Duration.ofSeconds(3);

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
      Field rows = Field.data("rows");
      EventFilter one = where(Condition.equal(rows, ROWS / 2));
      EventFilter none = where(Condition.equal(Field.data("element"), "STOP"));
      EventFilter all = where(Condition.equal(Field.data("element"), "RUN_QUERY_BUTTON"));
      Field engine = Field.data("aux", "engine");
      EventFilter many = lately;
      measure(database, "query --where data.rows=N", () -> store.find(EventQuery.of(one)));
      measure(database, "query --where data.element=STOP", () -> store.find(EventQuery.of(none)));
      measure(database, "query --where data.element=RUN", () -> store.find(EventQuery.of(all)));
      measure(
          database,
          "usage --by data.aux.engine",
          () -> store.usage(new UsageQuery(many, null, engine, 20)));
      measure(database, "usage --where data.element=RUN", () -> store.usage(UsageQuery.of(all)));
      measure(
          database,
          "usage --by data.aux.engine --measure data.rows",
          () -> store.usage(new UsageQuery(many, null, engine, null, rows, 20)));
      measure(
          database,
          "facets of 3 data fields",
          () ->
              store.facets(
                  new FacetQuery(
                      many, List.of(engine, Field.data("element"), Field.data("component")), 10),
                  Cancellation.withoutTimeout()));
      assertThat(slow).as("what takes longer than " + LONGEST).isEmpty();
      open.createStatement().close();
    }
  }

  private EventFilter where(Condition condition) {
    return new EventFilter(lately.since(), null, List.of(condition));
  }

  private void measure(TestDatabase database, String what, Callable<?> question) throws Exception {
    long start = System.nanoTime();
    assertThat(question.call()).isNotNull();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("%s, %,d rows: %s: %,d ms%n", database, ROWS, what, took.toMillis());
    if (database != TestDatabase.MARIADB && took.compareTo(LONGEST) > 0) {
      slow.add(database + ": " + what + ": " + took);
    }
  }
}
