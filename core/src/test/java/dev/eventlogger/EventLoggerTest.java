package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventReader;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.event.SchemaRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
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
  void readsItsConfigurationFromAFile(@TempDir Path folder) throws Exception {
    Path yaml = Files.writeString(folder.resolve("app.yaml"), "server: {port: 80}\n");

    try (EventLogger events = EventLogger.open(yaml)) {
      assertThat(events.log(null, EventType.VIEW, Map.of()).isAccepted()).isTrue();
      assertThat(events.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(events.ledger().logs().get("null").delivered()).isEqualTo(1);
    }
  }

  @Test
  void recordsEventsOfASchema() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.record("https://example.org/query-run", "1", Map.of("rows", 3));
    }

    assertThat(memory.events().get(0).schema())
        .isEqualTo(new SchemaRef("https://example.org/query-run", "1"));
    assertThat(memory.events().get(0).name()).isEqualTo("event");
  }

  @Test
  void logsApiRequestsInQuerybooksShapeWithLongTextCut() {
    String longText = "x".repeat(200);
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.logApiRequest("7", "/users/<id>", "GET", Map.of("q", List.of(longText, "short")));
      events.logApiRequest("7", "/users/<id>", "GET", Map.of(), 404, Duration.ofMillis(12));
    }

    assertThat(memory.events().get(0).data())
        .isEqualTo(
            Map.of(
                "method",
                "GET",
                "route",
                "/users/<id>",
                "params",
                Map.of("q", List.of("x".repeat(128) + "…", "short"))));
    assertThat(memory.events().get(1).data()).containsEntry("status", 404);
    assertThat(memory.events().get(1).duration()).isEqualTo(Duration.ofMillis(12));
  }

  @Test
  void doesNotSplitACharacterWhenItCutsText() {
    String emoji = "x".repeat(127) + "\uD83D\uDE00 and more";
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.logApiRequest("7", "/", "GET", Map.of("q", emoji)).isAccepted()).isTrue();
    }

    assertThat(memory.events().get(0).data().get("params"))
        .isEqualTo(Map.of("q", "x".repeat(127) + "…"));
  }

  @Test
  void logsErrorsWithTheirStackAndAHash() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.error("7", new IllegalStateException("disk \uD800 full"), Map.of("job", "nightly"));
    }

    Event event = memory.events().get(0);
    assertThat(event.name()).isEqualTo("error");
    assertThat(event.level()).isEqualTo(Level.ERROR);
    assertThat(event.message()).isEqualTo("disk ? full");
    assertThat(event.data()).containsEntry("job", "nightly");
    Map<?, ?> error = (Map<?, ?>) event.data().get("error");
    assertThat(error.get("type")).isEqualTo("java.lang.IllegalStateException");
    assertThat((String) error.get("stack_trace")).contains("EventLoggerTest");
    assertThat((String) error.get("hash")).matches("[0-9a-f]{16}");
  }

  @Test
  void givesTheSameHashToTheSameWayOfFailingWhateverTheLineAndMessage() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.error(null, failure("a 1", 10, "lambda$run$7"), Map.of());
      events.error(null, failure("b 2", 99, "lambda$run$12"), Map.of());
      events.error(null, failure("a 1", 10, "other"), Map.of());
    }

    List<Object> hashes =
        memory.events().stream()
            .map(event -> ((Map<?, ?>) event.data().get("error")).get("hash"))
            .map(Object.class::cast)
            .toList();
    assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
  }

  private static Throwable failure(String message, int line, String method) {
    Throwable failure = new IllegalArgumentException(message);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("app.Job$$3", method, "Job.java", line)});
    return failure;
  }

  @Test
  void addsContextThroughAViewAndLetsTheEventWin() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      EventLogger session = events.with(Map.of("session", "s1", "user.id", 7));
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
      EventReader reader = new EventReader(false);
      assertThat(events.log(reader.read("{\"uid\": \"1\", \"event_type\": \"VIEW\"}")).isAccepted())
          .isTrue();
      assertThat(events.log(reader.read("[1]"))).isInstanceOf(Outcome.Invalid.class);

      assertThat(events.ledger().logged()).isEqualTo(2);
      assertThat(events.ledger().totalInvalid()).isEqualTo(1);
    }
  }

  @Test
  void keepsWhatTheSchemaDescribesOfInvalidEvents(@TempDir Path folder) throws Exception {
    String schema =
        """
        {"$id": "https://example.org/login", "version": "1", "type": "object",
         "properties": {"user": {"type": "string", "x-redact": "mask"}, "ok": {"type": "boolean"}}}
        """;
    Path file = Files.writeString(folder.resolve("login.json"), schema);
    String yaml =
        """
        EVENT_LOGGER_NAME: memory
        EVENT_SCHEMAS: {path: "%s", on_invalid: dead-letter}
        EVENT_DELIVERY: {dead_letters: "%s"}
        """
            .formatted(file, folder);
    try (EventLogger events = open(yaml)) {
      Outcome outcome =
          events.record(
              "https://example.org/login",
              "1",
              Map.of("user", "ada", "ok", "yes", "password", "hunter2"));
      assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
      assertThat(events.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(events.ledger().invalid())
          .isEqualTo(Map.of("violates-schema https://example.org/login version 1", 1L));
      assertThat(events.ledger().logs().get("_invalid").dead()).isEqualTo(1);
    }

    assertThat(Files.readString(folder.resolve("_invalid.ndjson")))
        .contains("\"user\":\"****\"", "\"problems\":[\"/ok: ")
        .doesNotContain("ada", "hunter2", "password");
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void needsAFolderToKeepInvalidEventsIn() {
    assertThatThrownBy(() -> open("EVENT_SCHEMAS: {on_invalid: dead-letter}"))
        .hasMessage(
            "test.yaml: EVENT_SCHEMAS.on_invalid: dead-letter needs a folder to keep them in; set"
                + " EVENT_DELIVERY.dead_letters");
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

  @Test
  void reportsAllMistakesAtOnceAndLeavesNothingOpen() {
    String yaml =
        """
        EVENT_LOGGER_NAME: [memory, second, consol]
        EVENT_LOGGERS:
          second: {logger: memory, tabel: x, when: {levle: ERROR}}
          memory: {delivery: {batch_size: 0}}
        EVENT_DELIVERY: {lingr: 1s}
        """;

    assertThatThrownBy(() -> EventLogger.open(parse(yaml), memory))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("EVENT_DELIVERY.lingr: unknown setting"))
                    .anyMatch(p -> p.contains("EVENT_LOGGERS.second.when.levle: unknown condition"))
                    .anyMatch(p -> p.contains("EVENT_LOGGER_NAME[2]: there is no logger")));
    assertThat(memory.isOpen()).isFalse();
  }

  @Test
  void namesTheArtifactOfALoggerThatIsNotOnTheClassPath() {
    assertThatThrownBy(() -> EventLogger.open(parse("EVENT_LOGGER_NAME: console")))
        .hasMessage(
            "test.yaml: EVENT_LOGGER_NAME: there is no logger \"console\"; add"
                + " dev.eventlogger:event-logger-sink-console to the class path (found: null)");
  }

  @Test
  void doesNotShareOneSinkBetweenTwoLogs() {
    String yaml =
        "EVENT_LOGGER_NAME: [a, b]\nEVENT_LOGGERS: {a: {logger: memory}, b: {logger: memory}}";

    assertThatThrownBy(() -> open(yaml))
        .hasMessage(
            "test.yaml: EVENT_LOGGERS.b.logger: the application gave one sink called \"memory\", and"
                + " a log has it already; give one for each log");
  }

  @Test
  void hasAtMostAsManyLogsAsABitMaskHasBits() {
    StringBuilder names = new StringBuilder("null-0");
    StringBuilder entries = new StringBuilder("null-0: {logger: \"null\"}");
    for (int i = 1; i < 64; i++) {
      names.append(", null-").append(i);
      entries.append(", null-").append(i).append(": {logger: \"null\"}");
    }

    assertThatThrownBy(
            () -> open("EVENT_LOGGER_NAME: [" + names + "]\nEVENT_LOGGERS: {" + entries + "}"))
        .hasMessage("test.yaml: EVENT_LOGGERS.null-63.logger: there can be at most 63 logs");
  }

  @Test
  void checksSettingsWithoutOpeningTheSink() {
    EventLogger.check(
        parse("EVENT_LOGGER_NAME: memory"), SinkCatalog.ofClassPath().with(List.of(memory)));

    assertThat(memory.isOpen()).isFalse();
    assertThatThrownBy(
            () ->
                EventLogger.check(
                    parse("EVENT_LOGGER_NAME: memory\nEVENT_LOGGERS: {memory: {x: 1}}"),
                    SinkCatalog.ofClassPath().with(List.of(memory))))
        .hasMessage("test.yaml: EVENT_LOGGERS.memory.x: unknown setting; there are none here");
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(parse(yaml), memory);
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
