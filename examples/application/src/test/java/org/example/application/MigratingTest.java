package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What calls of other systems become here. */
class MigratingTest {

  private static final String SCHEMAS =
      "\nEVENT_SCHEMAS: {path: examples/quickstart/schemas, on_unregistered: reject}";

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private final EventLogger events =
      EventLogger.open(
          EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: in-memory" + SCHEMAS, Map.of()),
          sink);

  @Test
  void fromQuerybook() {
    String uid = "42";
    events.log(uid, EventType.CLICK, Map.of("path", "/query", "element", "RUN_QUERY"));
    events.logApiRequest(uid, "/query/<id>/run", "POST", Map.of("id", 7));

    events.close();
    assertThat(sink.events()).extracting(Event::name).containsExactly("click", "api");
  }

  @Test
  void fromJupyter() {
    Outcome outcome =
        events.record("https://example.org/report-export", "1", Map.of("format", "csv"));
    Outcome wrong = events.record("https://example.org/report-export", "1", Map.of("format", 1));

    assertThat(outcome.isAccepted()).isTrue();
    if (wrong instanceof Outcome.Invalid invalid) {
      System.out.println(invalid.problems());
    }
    assertThat(wrong).isInstanceOf(Outcome.Invalid.class);
    events.close();
  }

  @Test
  void fromGramex() {
    events.log(EventDraft.named("log").data(Map.of("x", 1, "y", 2)));
    events.to("in-memory").log(EventDraft.named("log").data(Map.of("x", 1, "y", 2)));

    events.close();
    assertThat(sink.events()).hasSize(2);
  }

  @Test
  void fromDatagrok() {
    Events logger = events.with(Map.of("persistent", "value"));
    logger.log(EventDraft.named("my_log").message("HELLO WORLD").data(Map.of("test", "value")));
    logger.log(EventDraft.named("entity-shared").level(Level.AUDIT).subject("project:7"));
    logger.error("42", new IllegalStateException("Error!"), Map.of());

    events.close();
    Event first = sink.events().get(0);
    assertThat(first.context()).isEqualTo(Map.of("persistent", "value"));
    assertThat(Objects.requireNonNull(first.message())).isEqualTo("HELLO WORLD");
    assertThat(sink.events()).extracting(Event::name).contains("entity-shared", "error");
  }
}
