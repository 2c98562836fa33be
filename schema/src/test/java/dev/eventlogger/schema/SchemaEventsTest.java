package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.privacy.EventListener;
import dev.eventlogger.schema.privacy.Listeners.Stage;
import dev.eventlogger.testing.LogRecords;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What intake does with events, as a caller sees it: the outcome, the ledger, what is recorded. */
@Timeout(120)
class SchemaEventsTest {

  private static final SchemaRef RUN = new SchemaRef("https://example.org/run", "1");
  private static final String SCHEMA =
      """
      $id: https://example.org/run
      version: 1
      properties:
        rows: {type: integer}
        user: {type: string, categories: [user-identifier]}
        password: {type: string, x-redact: remove}
      required: [rows]
      """;

  private final InMemoryEventLogger memory = new InMemoryEventLogger();

  @Test
  void refusesWhatDoesNotMeetItsSchema() {
    try (EventLogger events = open("")) {
      assertThat(record(events, Map.of("rows", "many"))).isEqualTo(violation());
      assertThat(record(events, Map.of("rows", 1)).isAccepted()).isTrue();
      assertBalance(events, 1, Map.of(), Map.of("violates-schema " + RUN, 1L));
    }

    assertThat(memory.events()).extracting(Event::data).containsExactly(Map.of("rows", 1));
  }

  @Test
  void recordsWhatTheSchemaDescribesOfAnInvalidEventIfToldToOnlyWarn() {
    try (LogRecords said = new LogRecords("dev.eventlogger.schema");
        EventLogger events = open("EVENT_SCHEMAS: {on_invalid: warn}")) {
      Map<String, Object> data = Map.of("rows", "many", "password", "s3cret", "more", "s3cret");
      assertThat(record(events, data).isAccepted()).isTrue();
      assertThat(record(events, data).isAccepted()).isTrue();
      assertBalance(events, 2, Map.of(), Map.of());
      assertThat(said.messages())
          .containsExactly(
              "events are recorded that do not meet their schema: "
                  + RUN
                  + " (said once for each schema)");
    }

    assertThat(memory.events())
        .extracting(Event::data)
        .containsOnly(Map.of("rows", "many"))
        .hasSize(2);
  }

  @Test
  void refusesUnregisteredSchemasOnceThereAreSchemas() {
    try (EventLogger events = open("")) {
      assertThat(events.record("other", "1", Map.of()))
          .isEqualTo(
              new Outcome.Invalid(
                  InvalidReason.UNREGISTERED_SCHEMA,
                  null,
                  List.of(
                      new Problem(
                          "/schema",
                          "other version 1 is not registered; register this id and version, or"
                              + " correct it; registered: "
                              + RUN.id()))));
      assertThat(events.record(RUN.id(), "2", Map.of())).isInstanceOf(Outcome.Invalid.class);
      assertBalance(events, 0, Map.of(), Map.of("unregistered-schema", 2L));
    }
  }

  @Test
  void recordsUnregisteredSchemasIfToldToWithOneWarningOrNone() {
    try (LogRecords said = new LogRecords("dev.eventlogger.schema")) {
      try (EventLogger events = open("EVENT_SCHEMAS: {on_unregistered: accept}")) {
        assertThat(events.record("other", "1", Map.of("a", 1)).isAccepted()).isTrue();
      }
      assertThat(said.messages()).isEmpty();
      try (EventLogger events = open("EVENT_SCHEMAS: {on_unregistered: warn}")) {
        assertThat(events.record("other", "1", Map.of("a", 2)).isAccepted()).isTrue();
        assertThat(events.record("other", "1", Map.of("a", 3)).isAccepted()).isTrue();
        assertBalance(events, 2, Map.of(), Map.of());
      }
      assertThat(said.messages())
          .singleElement()
          .asString()
          .startsWith("events of an unregistered schema are recorded unchecked: other version 1");
    }

    assertThat(memory.events()).hasSize(3);
  }

  @Test
  void recordsOnlyAllowedSchemasAndOfThemOnlyWhatIsAllowed() {
    String yaml =
        """
        EVENT_SCHEMAS:
          allowed_schemas: {"https://example.org/run": {allowed_properties: [user]}}
          on_unregistered: accept
        """;
    try (EventLogger events = open(yaml)) {
      assertThat(record(events, Map.of("rows", 1, "user", "ada")).isAccepted()).isTrue();
      assertThat(events.record("other", "1", Map.of()))
          .isEqualTo(new Outcome.Filtered("EVENT_SCHEMAS.allowed_schemas"));
      assertBalance(events, 1, Map.of("EVENT_SCHEMAS.allowed_schemas", 1L), Map.of());
    }

    Map<String, Object> recorded = new HashMap<>(Map.of("user", "ada"));
    recorded.put("rows", null);
    assertThat(memory.events()).extracting(Event::data).containsExactly(recorded);
  }

  @Test
  void modifiesBeforeItChecksAlsoForSchemasRegisteredLater() {
    try (EventLogger events = EventLogger.open(parse(""), memory)) {
      Schemas.of(events).modifiers().add((schema, data) -> Map.of("rows", data.size()));
      Schemas.of(events).registry().registerText("run.yaml", SCHEMA);

      assertThat(record(events, Map.of("rows", "x", "a", 1)).isAccepted()).isTrue();
    }

    assertThat(memory.events()).extracting(Event::data).containsExactly(Map.of("rows", 2));
  }

  @Test
  void recordsNothingThatAModifierFailsOn() {
    try (EventLogger events = open("EVENT_SCHEMAS: {on_invalid: warn}")) {
      Schemas.of(events)
          .modifiers()
          .add(
              (schema, data) -> {
                throw new IllegalStateException("s3cret " + data);
              });

      Outcome outcome = record(events, Map.of("rows", 1));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Invalid.class,
              invalid -> {
                assertThat(invalid.reason()).isEqualTo(InvalidReason.MODIFIER_FAILED);
                assertThat(invalid.problems().toString())
                    .contains("threw java.lang.IllegalStateException at ")
                    .doesNotContain("s3cret");
              });
      assertBalance(events, 0, Map.of(), Map.of("modifier-failed", 1L));
    }

    assertThat(memory.events()).isEmpty();
  }

  @Test
  void pointsIntoTheEventWhereAModifierCannotReadIt() {
    try (EventLogger events = open("")) {
      Schemas.of(events).modifiers().add((schema, data) -> data);

      assertThat(record(events, Map.of("rows", Map.of(List.of(), 1))))
          .isInstanceOfSatisfying(
              Outcome.Invalid.class,
              invalid -> assertThat(invalid.problems().get(0).at()).isEqualTo("/event_data/rows"));
    }
  }

  @Test
  void tellsListenersOfValidEventsBeforeAndAfterRedaction() throws Exception {
    List<Map<String, ?>> before = new ArrayList<>();
    List<Map<String, ?>> after = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(2);
    try (EventLogger events = open("")) {
      Schemas.of(events).listeners().add(Stage.UNREDACTED, listener(before, told));
      Schemas.of(events).listeners().add(Stage.REDACTED, RUN.id(), listener(after, told));
      Schemas.of(events).listeners().add(Stage.REDACTED, "other", listener(after, told));
      record(events, Map.of("rows", "invalid"));
      record(events, Map.of("rows", 1, "password", "s3cret"));
      told.await();
    }

    assertThat(before).containsExactly(Map.of("rows", 1, "password", "s3cret"));
    assertThat(after).containsExactly(Map.of("rows", 1));
    assertThat(memory.events()).extracting(Event::data).containsExactly(Map.of("rows", 1));
  }

  private static EventListener listener(List<Map<String, ?>> heard, CountDownLatch told) {
    return (schema, data) -> {
      heard.add(data);
      told.countDown();
    };
  }

  @Test
  void checksEveryEventInFullIfStrict() {
    try (EventLogger events = open("EVENT_SCHEMAS: {validation: strict}")) {
      assertThat(record(events, Map.of("rows", 1)).isAccepted()).isTrue();
      assertThat(record(events, Map.of("rows", "many"))).isEqualTo(violation());

      assertThat(Schemas.of(events).validations()).isEqualTo(new ValidationCounts(0, 2, 0, 0));
    }
  }

  @Test
  void addsContextByKeysThatTheEventItselfBeats() {
    EventLoggerConfig config =
        parse("EVENT_CONTEXT: {keys: [user.id, user.name, headers.User-Agent, time]}");
    try (EventLogger events =
        EventLogger.builder()
            .config(config)
            .sinks(memory)
            .contextSource(key -> key.equals("headers.User-Agent") ? null : "from " + key)
            .open()) {
      events.log(EventDraft.of(EventType.VIEW).context(Map.of("user.id", 7)));
      assertBalance(events, 1, Map.of(), Map.of());
    }

    Map<String, Object> context = memory.events().get(0).context();
    assertThat(context)
        .containsEntry("user", Map.of("id", 7, "name", "from user.name"))
        .containsEntry("headers", Map.of("User-Agent", ""));
    assertThat(context.get("time")).isInstanceOf(Number.class);
  }

  @Test
  void namesTheRuleOfThePolicyThatFiltered() {
    String yaml =
        """
        EVENT_POLICY:
          everyone: standard
          users: {"7": verbose}
          api: {deny: [{type: prefix, route: /admin}], allow: [{route: /admin/ok}]}
          sampling: {scroll: 0}
        """;
    try (EventLogger events = open(yaml)) {
      assertThat(events.logApiRequest("1", "/admin/x", "GET", Map.of()))
          .isEqualTo(new Outcome.Filtered("EVENT_POLICY.api.deny[0]"));
      assertThat(events.logApiRequest("1", "/admin/ok", "GET", Map.of()).isAccepted()).isTrue();
      assertThat(events.log(EventDraft.named("a").uid("1").level(Level.DEBUG)))
          .isEqualTo(new Outcome.Filtered("EVENT_POLICY.everyone"));
      assertThat(events.log(EventDraft.named("a").uid("7").level(Level.DEBUG)).isAccepted())
          .isTrue();
      assertThat(events.log(EventDraft.named("scroll").uid("7")))
          .isEqualTo(new Outcome.Filtered("EVENT_POLICY.sampling.scroll"));
      assertBalance(
          events,
          2,
          Map.of(
              "EVENT_POLICY.api.deny[0]",
              1L,
              "EVENT_POLICY.everyone",
              1L,
              "EVENT_POLICY.sampling.scroll",
              1L),
          Map.of());
    }
  }

  private static Outcome violation() {
    return new Outcome.Invalid(
        InvalidReason.VIOLATES_SCHEMA,
        RUN,
        List.of(new Problem("/event_data/rows", "must be of type \"integer\"")));
  }

  private static void assertBalance(
      EventLogger events, long accepted, Map<String, Long> filtered, Map<String, Long> invalid) {
    Ledger ledger = events.ledger();
    assertThat(ledger.accepted()).isEqualTo(accepted);
    assertThat(ledger.filtered()).isEqualTo(filtered);
    assertThat(ledger.invalid()).isEqualTo(invalid);
    assertThat(ledger.logs().get("in-memory").taken()).isEqualTo(accepted);
  }

  private static Outcome record(EventLogger events, Map<String, ?> data) {
    return events.record(RUN.id(), RUN.version(), data);
  }

  private EventLogger open(String yaml) {
    EventLogger events = EventLogger.open(parse(yaml), memory);
    Schemas.of(events).registry().registerText("run.yaml", SCHEMA);
    return events;
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: in-memory\n" + yaml, Map.of());
  }
}
