package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Querybook's times have no zone and are in UTC, whatever this machine's zone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class QuerybookZoneIT {

  private static final Instant TIME = Instant.parse("2026-11-21T23:30:00Z");

  private final TimeZone before = TimeZone.getDefault();

  @BeforeEach
  void goToNewYork() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
  }

  @AfterEach
  void comeBack() {
    TimeZone.setDefault(before);
  }

  @ParameterizedTest
  @EnumSource
  void writesAndReadsTimesInUtc(TestDatabase database) throws Exception {
    Map<String, Object> settings = Rig.with(database.settings(), "layout", "querybook");
    String table = database.quoted(settings.get("table"));
    String columns =
        switch (database) {
          case H2 -> "id SERIAL PRIMARY KEY, created_at TIMESTAMP, event_data VARCHAR";
          case POSTGRESQL -> "id SERIAL PRIMARY KEY, created_at TIMESTAMP, event_data JSON";
          case MARIADB ->
              "id INT AUTO_INCREMENT PRIMARY KEY, created_at DATETIME(6),"
                  + " event_data LONGTEXT CHARACTER SET utf8mb4";
        };
    database.execute(
        "CREATE TABLE " + table + " (" + columns + ", uid INT, event_type VARCHAR(20))");
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.log(List.of(Event.of(EventDraft.of(EventType.CLICK).uid("7").createdAt(TIME))));
    sink.close();

    assertThat(database.query("SELECT created_at FROM " + table).get(0))
        .startsWith("2026-11-21 23:30:00");
    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(settings));
      EventFilter then = new EventFilter(TIME, TIME.plus(Duration.ofSeconds(1)), List.of());
      assertThat(store.find(EventQuery.of(then)).events())
          .singleElement()
          .satisfies(event -> assertThat(event.createdAt()).isEqualTo(TIME));
      assertThat(store.usage(new UsageQuery(then, Bucket.DAY, null, 20)))
          .singleElement()
          .satisfies(
              row -> assertThat(row.bucket()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z")));
    }
  }
}
