package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {

  private static final Map<String, Object> UNREADABLE =
      new AbstractMap<>() {
        @Override
        public Set<Entry<String, Object>> entrySet() {
          throw new AssertionError("nobody may read this");
        }
      };

  private final RecordingSink memory = new RecordingSink("memory");
  private final RecordingSink other = new RecordingSink("other");

  @Test
  void noneFiltersEveryEventAndReadsNone() {
    Events none = Events.none();
    Throwable error = new IllegalStateException("x");

    assertThat(
            List.of(
                none.log("1", EventType.VIEW, UNREADABLE),
                none.log("1", EventType.VIEW, () -> UNREADABLE),
                none.log(EventDraft.named("x").data(UNREADABLE)),
                none.log(new Reading.Read(EventDraft.blank())),
                none.record("id", "1", UNREADABLE),
                none.logApiRequest("1", "/", "GET", UNREADABLE),
                none.logApiRequest("1", "/", "GET", UNREADABLE, 200, Duration.ZERO),
                none.error("1", error, UNREADABLE),
                none.with(Map.of("session", "s")).log("1", EventType.VIEW, Map.of()),
                none.to("any").log("1", EventType.VIEW, Map.of())))
        .containsOnly(new Outcome.Filtered("none"));
    assertThat(none.isWanted(EventType.VIEW)).isFalse();
    assertThat(none.isWanted(EventDraft.named("x"))).isFalse();
    assertThatThrownBy(() -> none.with(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aViewCannotCloseTheEventLogger() {
    try (EventLogger events = open()) {
      assertThat(events.with(Map.of("a", 1))).isNotInstanceOf(AutoCloseable.class);
      assertThat(events.to("memory")).isNotInstanceOf(AutoCloseable.class);
      assertThat(events.to("memory").with(Map.of("a", 1))).isNotInstanceOf(AutoCloseable.class);
    }
  }

  @Test
  void codeThatOnlyLogsNeedNotKnowWhatItLogsTo() {
    try (EventLogger events = open()) {
      for (Events each : List.of(events, events.with(Map.of("a", 1)), events.to("other"))) {
        assertThat(each.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      }
    }
    assertThat(memory.events()).hasSize(2);
    assertThat(other.events()).hasSize(3);
  }

  @Test
  void replaysAnEventToEveryLogOrToOne() {
    try (EventLogger events = open()) {
      events.to("memory").log("1", EventType.VIEW, Map.of());
      events.flush(Duration.ofSeconds(60));
      Event event = memory.events().get(0);

      assertThat(events.replay(event).isAccepted()).isTrue();
      assertThat(events.replay(event, "other").isAccepted()).isTrue();
      assertThatThrownBy(() -> events.replay(event, "nowhere"))
          .hasMessage("there is no log \"nowhere\" (there is: memory, other)");
      assertThat(events.ledger().logs().values())
          .extracting(LogLedger::taken)
          .containsExactly(2L, 2L);
    }
  }

  private EventLogger open() {
    return EventLogger.open(
        EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: [memory, other]", Map.of()),
        memory,
        other);
  }
}
