package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventLoggerTest {

  private final RecordingSink memory = new RecordingSink("memory");

  @Test
  void deliversWhatIsLogged() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.log("42", EventType.CLICK, Map.of("element", "run")).isAccepted()).isTrue();
    }

    Event event = memory.events().get(0);
    assertThat(event.uid()).isEqualTo("42");
    assertThat(event.type()).isEqualTo(EventType.CLICK);
    assertThat(event.name()).isEqualTo("click");
    assertThat(event.data()).isEqualTo(Map.of("element", "run"));
    assertThat(memory.isOpen()).isFalse();
  }

  @Test
  void takesASnapshotSoThatTheCallerMayChangeItsMap() {
    Map<String, Object> data = new HashMap<>(Map.of("state", "before"));
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.log("1", EventType.VIEW, data);
      data.put("state", "after");
    }

    assertThat(memory.events().get(0).data()).isEqualTo(Map.of("state", "before"));
  }

  @Test
  void addsContextThroughAViewAndLetsTheEventWin() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      Events session = events.with(Map.of("session", "s1", "user.id", 7));
      session.with(Map.of("user.name", "ada")).log("1", EventType.VIEW, Map.of());
      session.log(EventDraft.of(EventType.VIEW).context(Map.of("session", "mine")));
      events.log("1", EventType.VIEW, Map.of());
    }

    assertThat(memory.events().stream().map(Event::context).toList())
        .containsExactly(
            Map.of("session", "s1", "user", Map.of("id", 7, "name", "ada")),
            Map.of("session", "mine", "user", Map.of("id", 7)),
            Map.of());
  }

  @Test
  void sendsEventsToTheLogsWhoseWhenMatches() {
    RecordingSink clicks = new RecordingSink("clicks-sink");
    RecordingSink errors = new RecordingSink("errors-sink");
    String yaml =
        """
        EVENT_LOGGER_NAME: [clicks, errors]
        EVENT_LOGGERS:
          clicks: {logger: clicks-sink, when: {type: [VIEW, CLICK]}}
          errors: {logger: errors-sink, when: {level: WARNING, data.status: failed}}
        """;
    try (EventLogger events = EventLogger.open(parse(yaml), clicks, errors)) {
      events.log("1", EventType.CLICK, Map.of());
      events.log(EventDraft.of(EventType.VIEW).level(Level.ERROR).data(Map.of("status", "failed")));
      assertThat(events.log("1", EventType.API, Map.of())).isEqualTo(new Outcome.Filtered("when"));
      assertThat(events.ledger().filtered()).isEqualTo(Map.of("when", 1L));
    }

    assertThat(clicks.events()).hasSize(2);
    assertThat(errors.events()).hasSize(1);
  }

  @Test
  void logsToOneLogThroughAView() {
    RecordingSink other = new RecordingSink("other");
    try (EventLogger events =
        EventLogger.open(parse("EVENT_LOGGER_NAME: [memory, other]"), memory, other)) {
      events.to("other").log("1", EventType.VIEW, Map.of());
      assertThatThrownBy(() -> events.to("nowhere"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no log \"nowhere\" (there is: memory, other)");
    }

    assertThat(memory.events()).isEmpty();
    assertThat(other.events()).hasSize(1);
  }

  @Test
  void answersInvalidForDataThatIsNoJsonWithItsPlace() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.log("1", EventType.VIEW, Map.of("a", List.of(1, Double.NaN))))
          .isEqualTo(new Outcome.Invalid("/event_data/a/1", "is NaN, which is not a JSON number"));
      assertThat(events.log("1", EventType.VIEW, Map.of("__schema__", "x")))
          .isInstanceOf(Outcome.Invalid.class);
      assertThat(events.ledger().totalInvalid()).isEqualTo(2);
    }

    assertThat(memory.events()).isEmpty();
  }

  @Test
  void neverThrowsBecauseOfAMapAndDoesNotQuoteIt() {
    Map<String, Object> hostile =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("my secret");
          }
        };
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      Outcome outcome = events.log("1", EventType.VIEW, hostile);

      assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
      assertThat(outcome.toString()).doesNotContain("secret");
      assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
    }
  }

  @Test
  void survivesDataThatLogsAnEventWhileItIsRead() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      Map<String, Object> talkative =
          new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
              events.log("inner", EventType.VIEW, Map.of("n", 1));
              return Map.<String, Object>of("n", 2).entrySet();
            }
          };
      events.log("outer", EventType.VIEW, talkative);
    }

    assertThat(memory.events().stream().filter(event -> "outer".equals(event.uid())).toList())
        .singleElement()
        .satisfies(event -> assertThat(event.data()).isEqualTo(Map.of("n", 2)));
    assertThat(memory.events()).anySatisfy(event -> assertThat(event.uid()).isEqualTo("inner"));
  }

  @Test
  void countsWhatWasReadFromOutsideAndIsNoEvent() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      Reading read = new Reading.Read(EventDraft.of(EventType.VIEW).uid("1"));
      Reading refused = new Reading.Refused(List.of(new Problem("", "is no event")));
      assertThat(events.log(read).isAccepted()).isTrue();
      assertThat(events.log(refused)).isInstanceOf(Outcome.Invalid.class);

      assertThat(events.ledger().logged()).isEqualTo(2);
      assertThat(events.ledger().totalInvalid()).isEqualTo(1);
    }
  }

  @Test
  void refusesEventsOnceClosed() {
    EventLogger events = open("EVENT_LOGGER_NAME: memory");
    events.close();
    events.close();

    assertThat(events.log("1", EventType.VIEW, Map.of()))
        .isEqualTo(new Outcome.Dropped(List.of("memory"), DropReason.CLOSED));
  }

  @Test
  void keepsALedgerThatBalances() {
    EventLogger events =
        open("EVENT_LOGGER_NAME: memory\nEVENT_LOGGERS: {memory: {when: {uid: \"1\"}}}");
    for (int i = 0; i < 1000; i++) {
      events.log(i % 3 == 0 ? "1" : "2", EventType.VIEW, Map.of("n", i));
      events.log("1", EventType.VIEW, Map.of("n", new Object()));
    }
    events.close();
    events.log("1", EventType.VIEW, Map.of());

    Ledger ledger = events.ledger();
    LogLedger log = ledger.logs().get("memory");
    assertThat(ledger.logged()).isEqualTo(2001);
    assertThat(ledger.accepted()).isEqualTo(334).isEqualTo(log.taken());
    assertThat(ledger.totalFiltered()).isEqualTo(666);
    assertThat(ledger.totalInvalid()).isEqualTo(1000);
    assertThat(ledger.dropped()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
    assertThat(log.delivered()).isEqualTo(334).isEqualTo(memory.events().size());
    assertThat(log.pending()).isZero();
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(parse(yaml), memory);
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
