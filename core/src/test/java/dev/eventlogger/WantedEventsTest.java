package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.SchemaRef;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers need not assemble data for an event that would be filtered. */
@Timeout(120)
class WantedEventsTest {

  private static final EventDraft DEBUG_OF_ADA =
      EventDraft.named("query").level(Level.DEBUG).uid("ada");

  private final RecordingSink memory = new RecordingSink("memory");
  private final AtomicInteger asked = new AtomicInteger();

  private Map<String, ?> costly() {
    asked.incrementAndGet();
    return Map.of("status", "failed", "route", "/health", "method", "GET");
  }

  @Test
  void asksOnceForTheDataOfAnEventThatIsWanted() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.log("1", EventType.VIEW, this::costly).isAccepted()).isTrue();
    }
    assertThat(asked).hasValue(1);
    assertThat(memory.events().get(0).data()).containsEntry("status", "failed").hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EVENT_POLICY: {everyone: {capture: custom, level: ERROR}}",
        "EVENT_POLICY: {users: {ada: {capture: custom, level: ERROR}}}",
        "EVENT_POLICY: {sampling: {api: 0}}",
        "EVENT_LOGGERS: {memory: {when: {type: VIEW}}}",
        "EVENT_LOGGERS: {memory: {when: {data.status: failed, type: VIEW}}}",
        "EVENT_LOGGERS: {memory: {when: {data.status: failed, context.session: s}}}",
      })
  void asksForNoDataOfAnEventThatIsFiltered(String filter) {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory\n" + filter)) {
      assertThat(events.log("ada", EventType.API, this::costly))
          .isInstanceOf(Outcome.Filtered.class)
          .isEqualTo(events.log("ada", EventType.API, costly()));
    }
    assertThat(asked).as("for the map that is not supplied").hasValue(1);
  }

  @Test
  void asksForDataThatAFilterIsAbout() {
    String yaml =
        """
        EVENT_LOGGER_NAME: memory
        EVENT_LOGGERS: {memory: {when: {data.status: failed}}}
        EVENT_POLICY: {api: {deny: [{type: exact, route: /health, method: GET}]}}
        """;
    try (EventLogger events = open(yaml)) {
      assertThat(events.log("1", EventType.VIEW, this::costly).isAccepted()).isTrue();
      assertThat(events.log("1", EventType.API, this::costly))
          .isEqualTo(new Outcome.Filtered("EVENT_POLICY.api.deny[0]"));
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void wantsAnyEventUnlessToldOtherwise() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.isWanted(EventType.API)).isTrue();
      assertThat(events.isWanted(DEBUG_OF_ADA)).isTrue();
      assertThat(events.isWanted((EventType) null)).as("logging says what is wrong").isTrue();
      assertThat(events.isWanted((EventDraft) null)).isTrue();
      assertThat(events.to("memory").isWanted(EventType.API)).isTrue();
      assertThat(events.ledger().logged()).isZero();
    }
  }

  @Test
  void isSureOfWhatNeitherDataNorContextCanChange() {
    String yaml =
        """
        EVENT_LOGGER_NAME: [memory, other]
        EVENT_LOGGERS:
          memory: {when: {type: [VIEW, CLICK], data.status: failed, context.session: s}}
          other: {logger: "null", when: {level: WARNING, name: error, schema: s, uid: ada}}
        """;
    EventDraft error =
        EventDraft.named("error").level(Level.ERROR).schema(new SchemaRef("s", "1")).uid("ada");
    try (EventLogger events = open(yaml)) {
      assertThat(events.isWanted(EventType.VIEW)).isTrue();
      assertThat(events.isWanted(EventType.API)).isFalse();
      assertThat(events.to("other").isWanted(EventType.VIEW)).isFalse();
      assertThat(events.isWanted(error)).isTrue();
      assertThat(events.to("memory").isWanted(error)).isFalse();
      assertThat(events.isWanted(error.uid("bob"))).isFalse();
      assertThat(events.isWanted(error.uid(null))).isFalse();
      assertThat(events.to("memory").to("other").isWanted(EventType.VIEW)).isFalse();
    }
  }

  @Test
  void isSureThatAnEventIsRefusedOnlyIfNoRuleOfItsUserOrOfAGroupMayWantIt() {
    assertThat(isWanted("everyone: standard", DEBUG_OF_ADA)).isFalse();
    assertThat(isWanted("everyone: standard, users: {bob: verbose}", DEBUG_OF_ADA)).isFalse();
    assertThat(isWanted("everyone: standard, users: {ada: verbose}", DEBUG_OF_ADA)).isTrue();
    assertThat(isWanted("everyone: standard, groups: {g: verbose}", DEBUG_OF_ADA)).isTrue();
    assertThat(isWanted("groups: {g: verbose}, users: {ada: standard}", DEBUG_OF_ADA)).isFalse();
    assertThat(
            isWanted(
                "everyone: standard, users: {ada: {capture: verbose, until: 2020-01-01T00:00:00Z}}",
                DEBUG_OF_ADA))
        .isFalse();
    assertThat(isWanted("sampling: {query: 0}", DEBUG_OF_ADA)).isFalse();
    assertThat(isWanted("sampling: {query: 1e-9}", DEBUG_OF_ADA)).isFalse();
    assertThat(isWanted("sampling: {query: 1e-9}", EventDraft.named("query"))).isTrue();
  }

  @Test
  void anEventOfWhichOnlyTheTypeIsKnownMayBeOfAnyUser() {
    String none = "{capture: custom, level: ERROR}";
    assertThat(isWanted("everyone: " + none)).isFalse();
    assertThat(isWanted("everyone: " + none + ", users: {bob: " + none + "}")).isFalse();
    assertThat(isWanted("everyone: " + none + ", users: {bob: verbose}")).isTrue();
    assertThat(isWanted("sampling: {click: 0}")).isFalse();
    assertThat(isWanted("sampling: {click: 1e-9}")).isTrue();
    try (EventLogger events =
        open("EVENT_LOGGER_NAME: memory\nEVENT_LOGGERS: {memory: {when: {uid: ada}}}")) {
      assertThat(events.isWanted(EventType.CLICK)).isTrue();
      assertThat(events.isWanted(EventDraft.of(EventType.CLICK))).isFalse();
    }
  }

  private boolean isWanted(String policy) {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory\nEVENT_POLICY: {" + policy + "}\n")) {
      return events.isWanted(EventType.CLICK);
    }
  }

  private boolean isWanted(String policy, EventDraft draft) {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory\nEVENT_POLICY: {" + policy + "}\n")) {
      return events.isWanted(draft);
    }
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(EventLoggerConfig.parse("test.yaml", yaml, Map.of()), memory);
  }
}
