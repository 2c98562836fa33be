package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an application's tests check the events that it logs. */
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

  @Test
  void takesTheConfigurationOfAHost() {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    Map<String, ?> keys = Map.of("keys", List.of("user.id"));
    Map<String, ?> settings = Map.of("EVENT_LOGGER_NAME", "in-memory", "EVENT_CONTEXT", keys);
    try (EventLogger events =
        EventLogger.builder()
            .config(EventLoggerConfig.of(settings))
            .sinks(sink)
            .contextSource(key -> key.equals("user.id") ? "42" : null)
            .open()) {
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }
    assertThat(sink.events().get(0).context()).isEqualTo(Map.of("user", Map.of("id", "42")));
  }

  @Test
  void asksForThem() throws Exception {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    sink.log(List.of(Event.of(EventDraft.of(EventType.CLICK)), Event.of(EventDraft.named("x"))));
    EventStore store = new InMemoryEventStore(sink);
    EventQuery clicks = EventQuery.of(EventFilter.of(Condition.equal(Field.TYPE, EventType.CLICK)));
    assertThat(store.find(clicks).events()).hasSize(1);
  }
}
