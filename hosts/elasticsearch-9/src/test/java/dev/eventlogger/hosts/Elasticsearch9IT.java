package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.elastic.clients.transport.Version;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink and its store with a client and a server of version 9. */
@Tag("smoke")
@Timeout(180)
final class Elasticsearch9IT {

  private static final Instant OLD = Instant.parse("2026-03-02T08:30:00Z");
  private static final int EVENTS = 20;

  private static NewServer server;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> java = Jdks.java(NewServer.JAVA);
    assumeTrue(
        java.isPresent(),
        "Elasticsearch 9 needs Java 21 or later: name a JDK by JAVA_HOME_25, or any variable of"
            + " which the name begins with JAVA_HOME");
    server = NewServer.start(java.get());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static EventLoggerConfig config(String index, String... more) {
    String yaml =
        String.join(
            "\n",
            "EVENT_LOGGER_NAME: elasticsearch",
            "EVENT_LOGGERS:",
            "  elasticsearch:",
            "    hosts: http://127.0.0.1:" + server.port(),
            "    index: \"" + index + "-{yyyy.MM.dd}\"",
            "    max_age: 36500d",
            String.join("\n", more),
            "");
    return EventLoggerConfig.parse("host.yaml", yaml, Map.of());
  }

  private static void log(EventLoggerConfig config) throws Exception {
    try (EventLogger events = EventLogger.open(config)) {
      for (int i = 0; i < EVENTS; i++) {
        Outcome outcome =
            events.log(
                EventDraft.of(EventType.CLICK)
                    .uid("user-" + i % 4)
                    .createdAt(i == 0 ? OLD : OLD.plus(Duration.ofDays(1 + i % 2)))
                    .duration(Duration.ofMillis(10L * (i + 1)))
                    .data(Map.of("number", i)));
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
      }
      assertThat(events.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
      assertThat(events.ledger().logs().get("elasticsearch").delivered()).isEqualTo(EVENTS);
    }
  }

  private static EventStore store(EventLoggerConfig config) throws Exception {
    return StoreCatalog.ofClassPath().open(config.logs().get(0));
  }

  @Test
  void theClientIsTheOneThatIsToBeTried() {
    assertThat(Version.VERSION).hasToString(System.getProperty("elasticsearch-java.version"));
  }

  @Test
  void logsAndReads() throws Exception {
    EventLoggerConfig config = config("read");
    log(config);
    server.ask("POST", "/read-*/_refresh");
    try (EventStore store = store(config)) {
      List<Event> found = store.find(EventQuery.of(EventFilter.ALL)).events();

      assertThat(found)
          .hasSize(EVENTS)
          .extracting(event -> ((Number) event.data().get("number")).intValue())
          .contains(0, 1, EVENTS - 1)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void countsAndMeasures() throws Exception {
    EventLoggerConfig config = config("count");
    log(config);
    server.ask("POST", "/count-*/_refresh");
    try (EventStore store = store(config)) {
      UsageRow all =
          store
              .usage(new UsageQuery(EventFilter.ALL, null, null, null, Field.DURATION_MS, 20))
              .get(0);
      List<UsageRow> days = store.usage(new UsageQuery(EventFilter.ALL, Bucket.DAY, Field.UID, 20));

      assertThat(all.events()).isEqualTo(EVENTS);
      assertThat(all.users()).isEqualTo(4);
      assertThat(all.first()).isEqualTo(OLD);
      assertThat(all.last()).isEqualTo(OLD.plus(Duration.ofDays(2)));
      assertThat(all.measure().mean()).isEqualTo(105);
      assertThat(days.stream().mapToLong(UsageRow::events).sum()).isEqualTo(EVENTS);
      assertThat(days).extracting(UsageRow::bucket).contains(Instant.parse("2026-03-02T00:00:00Z"));
    }
  }

  @Test
  void purgesAnIndexAndErasesAUser() throws Exception {
    EventLoggerConfig config = config("remove");
    log(config);
    try (EventStore store = store(config)) {
      assertThat(store.purge(OLD.plus(Duration.ofHours(20)), Removal.IN_CHUNKS)).isEqualTo(1);
      assertThat(server.ask("HEAD", "/remove-2026.03.02").statusCode()).isEqualTo(404);
      assertThat(store.erase("user-1", Removal.IN_CHUNKS)).isEqualTo(EVENTS / 4);
      server.ask("POST", "/remove-*/_refresh");
      assertThat(store.usage(UsageQuery.of(EventFilter.ALL)).get(0).events())
          .isEqualTo(EVENTS - EVENTS / 4 - 1);
    }
  }

  @Test
  void leavesTemplatesThatAreThereAndChangesTheirPriority() throws Exception {
    log(config("again"));
    log(config("again", "    template_priority: 777"));

    assertThat(server.ask("GET", "/_index_template/event-logger-again-*").body())
        .contains("\"priority\":777");
  }
}
