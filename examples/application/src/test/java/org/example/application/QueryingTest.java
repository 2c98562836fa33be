package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How an application asks for the events that it logged. */
@Timeout(60)
class QueryingTest {

  @TempDir private Path folder;

  @Test
  void findsAndCountsThem() throws Exception {
    String yaml =
        "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: 'jdbc:h2:file:"
            + folder.resolve("events")
            + "'}}";
    EventLoggerConfig config = EventLoggerConfig.parse("app.yaml", yaml, Map.of());
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (EventLogger events = EventLogger.open(config)) {
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
      events.log("43", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }

    try (EventStore store = StoreCatalog.ofClassPath().open(config.logs().get(0))) {
      EventFilter ofUser = EventFilter.since(yesterday, Condition.equal(Field.UID, "42"));
      EventQuery query = EventQuery.of(ofUser);
      EventPage latest = store.find(query); // at most 100 events, the latest first
      List<UsageRow> days = store.usage(new UsageQuery(ofUser, Bucket.DAY, Field.NAME, 20));

      assertThat(latest.events()).hasSize(1);
      assertThat(latest.next()).isNull(); // else what query.after takes for the next page
      assertThat(days).hasSize(1);
    }
  }
}
