package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an application looks in its tests at the events that it logs. */
class InMemoryTest {

  @Test
  void looksAtTheEventsOfAnApplication() {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    String yaml = "EVENT_LOGGER_NAME: in-memory";
    EventLoggerConfig config = EventLoggerConfig.parse("test.yaml", yaml, Map.of());
    try (EventLogger events = EventLogger.open(config, sink)) {
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }
    assertThat(sink.events()).extracting(Event::uid).containsExactly("42");
  }
}
