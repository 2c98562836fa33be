package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.sink.elasticsearch.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that logs to Elasticsearch with the version of the client that it brings. */
@Tag("smoke")
@Timeout(60)
final class ElasticsearchHostIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final int EVENTS = 20;

  private static EventLoggerConfig config() {
    String yaml =
        String.join(
            "\n",
            "EVENT_LOGGER_NAME: elasticsearch",
            "EVENT_LOGGERS:",
            "  elasticsearch:",
            "    hosts: http://127.0.0.1:" + SERVER.port(),
            "    http_auth: [" + TestServer.ADMIN + ", \"" + TestServer.ADMIN_PASSWORD + "\"]",
            "    index: \"host-{yyyy.MM.dd}\"",
            "");
    return EventLoggerConfig.parse("host.yaml", yaml, Map.of());
  }

  @Test
  void opensLogsReadsCountsAndRemoves() throws Exception {
    List<String> logged = new ArrayList<>();
    try (EventLogger events = EventLogger.open(config())) {
      for (int i = 0; i < EVENTS; i++) {
        Map<String, Object> data = Map.of("element", "RUN", "number", i);
        Outcome outcome = events.log("user-" + i % 4, EventType.CLICK, data);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        logged.add("user-" + i % 4 + ":" + i);
      }
      assertThat(events.flush(Duration.ofSeconds(30))).isEqualTo(FlushResult.FLUSHED);
      assertThat(events.ledger().logs().get("elasticsearch").delivered()).isEqualTo(EVENTS);
    }
    SERVER.ask("POST", "/host-*/_refresh", "");
    try (EventStore store = StoreCatalog.ofClassPath().open(config().logs().get(0))) {
      List<Event> found = store.find(EventQuery.of(EventFilter.ALL)).events();
      assertThat(found)
          .extracting(event -> event.uid() + ":" + event.data().get("number"))
          .containsExactlyInAnyOrderElementsOf(logged);
      UsageQuery byUser = new UsageQuery(EventFilter.ALL, null, Field.UID, 10);
      assertThat(store.usage(byUser)).hasSize(4).extracting(UsageRow::events).containsOnly(5L);
      assertThat(store.erase("user-1", Removal.IN_CHUNKS)).isEqualTo(5);
      assertThat(store.usage(UsageQuery.of(EventFilter.ALL)).get(0).events()).isEqualTo(15);
    }
  }
}
