package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.schema.privacy.EventModifier;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cases of Jupyter's own projects, through the facade; the data is outside the repository, and
 * skipped if absent.
 */
@Timeout(60)
class JupyterEventsTest {

  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data/jupyter");

  private final InMemoryEventLogger memory = new InMemoryEventLogger();

  @BeforeEach
  void setUp() {
    assumeTrue(Files.isDirectory(DATA), "the shared data is not there");
  }

  @Test
  void emitsTheCapsulesThatJupyterEventsDoes() throws Exception {
    List<?> cases = (List<?>) read("jupyter_events/cases.json").get("emit");
    assertThat(cases).hasSize(5);
    for (Object each : cases) {
      Map<String, Object> one = map(each);
      int before = memory.events().size();
      try (EventLogger events = open("rules: jupyter")) {
        SchemaRef ref = Schemas.of(events).registry().register("case", map(one.get("schema")));

        Outcome outcome = events.record(ref.id(), ref.version(), map(one.get("event")));

        boolean isValid = one.get("expect").equals("valid");
        assertThat(outcome.isAccepted()).as("%s: %s", one.get("id"), outcome).isEqualTo(isValid);
        assertThat(events.ledger().totalInvalid()).isEqualTo(isValid ? 0 : 1);
      }
      List<Event> recorded = memory.events().subList(before, memory.events().size());
      assertThat(recorded).hasSize(one.containsKey("capsule") ? 1 : 0);
      for (Event event : recorded) {
        Map<String, Object> capsule = new HashMap<>(map(parse(EventFormat.JUPYTER.toJson(event))));
        assertThat((String) capsule.remove("__timestamp__")).endsWith("Z");
        assertThat(capsule).as("%s", one.get("id")).isEqualTo(one.get("capsule"));
      }
    }
  }

  @Test
  void modifiesUntilTheModifierIsTakenOut() throws Exception {
    Map<String, Object> one =
        map(((List<?>) read("jupyter_events/cases.json").get("modifiers")).get(0));
    EventModifier mask =
        (schema, data) -> {
          Map<String, Object> masked = new HashMap<>(data);
          masked.put("username", "<masked>");
          return masked;
        };
    try (EventLogger events = open("rules: jupyter")) {
      Schemas.of(events).modifiers().add(mask);
      SchemaRef ref =
          Schemas.of(events)
              .registry()
              .register(DATA.resolve("jupyter_events").resolve((String) one.get("schema_file")));
      events.record(ref.id(), ref.version(), map(one.get("event")));
      Schemas.of(events).modifiers().remove(mask);
      events.record(ref.id(), ref.version(), map(one.get("event")));
    }

    assertThat(memory.events())
        .extracting(Event::data)
        .containsExactly(map(one.get("recorded")), map(one.get("after_remove")));
  }

  @Test
  void recordsTheKernelActionsOfJupyterServer() throws Exception {
    String folder = "jupyter_server/tests/";
    Map<String, Object> file = read(folder + "kernel_action_cases.json");
    List<?> cases = (List<?>) file.get("cases");
    assertThat(cases).hasSize(12);
    try (EventLogger events = open("rules: jupyter")) {
      SchemaRef ref =
          Schemas.of(events)
              .registry()
              .register(DATA.resolve(folder).resolve((String) file.get("schema")));
      for (Object each : cases) {
        Map<String, Object> data = new HashMap<>(map(map(each).get("must")));
        ((List<?>) map(each).get("has")).forEach(name -> data.putIfAbsent((String) name, "said"));

        assertThat(events.record(ref.id(), ref.version(), data).isAccepted())
            .as("%s", map(each).get("id"))
            .isTrue();
        data.put("action", "explode");
        assertThat(events.record(ref.id(), ref.version(), data))
            .isInstanceOf(Outcome.Invalid.class);
      }
      assertThat(events.ledger().accepted()).isEqualTo(12);
      assertThat(events.ledger().invalid()).isEqualTo(Map.of("violates-schema " + ref, 12L));
    }
  }

  @Test
  void takesAndRefusesThePostedEventsThatJupyterServerDoes() throws Exception {
    String folder = "jupyter_server/tests/";
    Map<String, Object> file = read(folder + "api_events_payloads.json");
    List<?> payloads = (List<?>) file.get("payloads");
    assertThat(payloads).hasSize(9);
    try (EventLogger events = open("rules: jupyter")) {
      Schemas.of(events)
          .registry()
          .register(DATA.resolve(folder).resolve((String) file.get("registered_schema")));
      EventReader reader = new EventReader(false);
      for (Object each : payloads) {
        Outcome outcome = events.log(reader.read(map(map(each).get("request"))));

        boolean isTaken = map(each).get("status").toString().equals("204");
        assertThat(outcome.isAccepted()).as("%s: %s", each, outcome).isEqualTo(isTaken);
        assertThat(outcome instanceof Outcome.Invalid).isNotEqualTo(isTaken);
      }
    }
    assertThat(memory.events().get(0).createdAt()).hasToString("2022-05-26T06:50:00Z");
  }

  @Test
  void recordsOfEachCategoryWhatTelemetryDoes() throws Exception {
    for (Object each :
        (List<?>) parse(Files.readString(DATA.resolve("telemetry/category_filter_cases.json")))) {
      Map<String, Object> one = map(each);
      Map<String, Object> event = map(one.get("event"));
      String before = event.toString();
      try (EventLogger events =
          EventLogger.open(
              config("allowed_schemas: " + yaml(one.get("allowed_schemas"))), memory)) {
        SchemaRef ref = Schemas.of(events).registry().register("case", map(one.get("schema")));
        assertThat(events.record(ref.id(), ref.version(), event).isAccepted()).isTrue();
        events.record("other", "1", Map.of());
        assertThat(events.ledger().filtered())
            .isEqualTo(Map.of("EVENT_SCHEMAS.allowed_schemas", 1L));
      }
      assertThat(memory.events().get(memory.events().size() - 1).data())
          .as("%s", one.get("id"))
          .isEqualTo(one.get("expected"));
      assertThat(event).hasToString(before);
    }
    assertThat(memory.events()).hasSize(19);
  }

  @Test
  void namesAnUnregisteredSchemaAsTheReason() throws Exception {
    try (EventLogger events = open("path: " + DATA.resolve("jupyter_server/event_schemas"))) {
      assertThat(events.record("http://event.jupyter.org/none", "1", Map.of()))
          .isInstanceOfSatisfying(
              Outcome.Invalid.class,
              invalid -> assertThat(invalid.reason()).isEqualTo(InvalidReason.UNREGISTERED_SCHEMA));
    }
  }

  private EventLogger open(String schemaSettings) {
    return EventLogger.open(config(schemaSettings), memory);
  }

  private static EventLoggerConfig config(String schemaSettings) {
    String yaml = "EVENT_LOGGER_NAME: in-memory\nEVENT_SCHEMAS: {" + schemaSettings + "}\n";
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }

  /** As JSON, which is YAML too. */
  private static String yaml(Object value) {
    Event event = Event.of(EventDraft.named("yaml").data(Map.of("value", value)));
    String json = event.toJson();
    return json.substring(json.indexOf("\"value\":") + "\"value\":".length(), json.length() - 2);
  }

  private static Map<String, Object> read(String file) throws Exception {
    return map(parse(Files.readString(DATA.resolve(file))));
  }

  private static Object parse(String json) throws Exception {
    return new JsonReader().read(json);
  }

  @SuppressWarnings("unchecked") // JSON objects have text as keys
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
