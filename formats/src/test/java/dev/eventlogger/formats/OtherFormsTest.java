package dev.eventlogger.formats;

import static dev.eventlogger.formats.EventReaderTest.problems;
import static dev.eventlogger.formats.EventReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.SchemaRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms that Jupyter and Querybook send. */
class OtherFormsTest {

  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50.376408Z");

  private final EventReader reader = new EventReader(false);

  @Test
  void jupytersFormIsOfASchema() {
    EventDraft draft =
        read(
            reader,
            """
            {"schema_id":"https://example.org/a","version":1,"data":{"a":1},
             "timestamp":"2026-11-21T11:14:50.376408+06:00Z"}""");

    assertThat(draft.schema()).isEqualTo(new SchemaRef("https://example.org/a", "1"));
    assertThat(draft.data()).isEqualTo(Map.of("a", 1));
    assertThat(draft.createdAt()).isEqualTo(TIME);
  }

  @Test
  void jupytersFormNeedsAVersionAndHasNoOtherKeys() {
    assertThat(problems(reader, "{\"schema_id\":\"a\",\"data\":[],\"uid\":\"1\"}"))
        .containsExactly(
            "/uid: unknown key; known here: schema_id, version, data, timestamp",
            "/version: missing; the version of the schema that the data follows",
            "/data: must be an object");
  }

  @Test
  void whatJupyterEventsHasRecordedIsRead() {
    Map<String, Object> data = new HashMap<>();
    data.put("a", 1);
    data.put("redacted", null);
    EventDraft draft =
        read(
            reader,
            """
            {"__timestamp__":"2026-11-21T05:14:50.376408Z","__schema__":"https://example.org/a",
             "__schema_version__":1,"__metadata_version__":1,"a":1,"redacted":null}""");

    assertThat(draft.schema()).isEqualTo(new SchemaRef("https://example.org/a", "1"));
    assertThat(draft.createdAt()).isEqualTo(TIME);
    assertThat(draft.data()).isEqualTo(data);
  }

  @Test
  void whatWasWrittenAsACapsuleIsReadBack() {
    Event event =
        Event.of(
            EventDraft.named("run")
                .schema(new SchemaRef("https://example.org/run", "2"))
                .data(Map.of("a", Map.of("b", 1), "name", "x", "timestamp", 7)));

    EventDraft draft = read(reader, EventFormat.JUPYTER.toJson(event));

    assertThat(draft.schema()).isEqualTo(event.schema());
    assertThat(draft.data()).isEqualTo(event.data());
    assertThat(draft.createdAt()).isEqualTo(event.createdAt());
  }

  @Test
  void aCapsuleNeedsItsSchema() {
    assertThat(problems(reader, "{\"__timestamp__\":\"yesterday\",\"a\":1}"))
        .contains(
            "/__schema__: missing; the id of the schema that the data follows",
            "/__schema_version__: missing; the version of the schema that the data follows")
        .anyMatch(problem -> problem.startsWith("/__timestamp__: must be a time"));
  }

  @Test
  void querybooksFormHasEpochMilliseconds() {
    EventDraft draft =
        read(
            reader,
            """
            {"uid":7,"event_type":"CLICK","event_data":{"element":"RUN"},
             "timestamp":1795238090376}""");

    assertThat(draft.uid()).isEqualTo("7");
    assertThat(draft.type()).isEqualTo(EventType.CLICK);
    assertThat(draft.data()).isEqualTo(Map.of("element", "RUN"));
    assertThat(draft.createdAt()).isEqualTo(Instant.ofEpochMilli(1795238090376L));
  }

  @Test
  void querybooksBrowserHasShorterKeys() {
    EventDraft draft =
        read(reader, "{\"type\":\"VIEW\",\"data\":{\"path\":\"/\"},\"timestamp\":1795238090376}");

    assertThat(draft.type()).isEqualTo(EventType.VIEW);
    assertThat(draft.data()).isEqualTo(Map.of("path", "/"));
    assertThat(draft.createdAt()).isEqualTo(Instant.ofEpochMilli(1795238090376L));
  }

  @Test
  void querybooksWebsocketIsAnApiEventWithThatMethod() {
    for (String key : List.of("event_type", "type")) {
      EventDraft draft =
          read(reader, "{\"" + key + "\":\"WEBSOCKET\",\"timestamp\":1795238090376}");

      assertThat(draft.type()).isEqualTo(EventType.API);
      assertThat(draft.data()).isEqualTo(Map.of("method", "WEBSOCKET"));
    }
    assertThat(read(reader, "{\"uid\":\"1\",\"event_type\":\"WEBSOCKET\"}").type())
        .isEqualTo(EventType.API);
    assertThat(problems(reader, "{\"event_type\":\"WEBSOCKET\",\"name\":\"n\"}"))
        .containsExactly("/event_type: must be one of API, VIEW, CLICK");
  }

  @Test
  void querybooksFormNeedsATypeAndHasNoOtherKeys() {
    assertThat(problems(reader, "{\"timestamp\":1,\"uid\":\"1\",\"level\":\"INFO\"}"))
        .containsExactly(
            "/level: unknown key; known here: uid, event_type, event_data, timestamp",
            "/event_type: missing; one of API, VIEW, CLICK");
    assertThat(problems(reader, "{\"type\":\"SWIPE\",\"uid\":\"1\"}"))
        .containsExactly(
            "/uid: unknown key; known here: type, data, timestamp",
            "/type: must be one of API, VIEW, CLICK");
  }
}
