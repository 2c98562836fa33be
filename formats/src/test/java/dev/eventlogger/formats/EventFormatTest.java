package dev.eventlogger.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventFormatTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final UUID ID = UUID.fromString("0193c5d0-0000-7000-8000-000000000001");

  private final Event full =
      Event.of(
          EventDraft.of(EventType.CLICK)
              .trustedId(ID)
              .createdAt(Instant.parse("2026-11-21T05:14:50.376Z"))
              .duration(Duration.ofNanos(12_500_000))
              .uid("42")
              .name("run")
              .level(Level.WARNING)
              .subject("query:42")
              .message("two\nlines")
              .schema(new SchemaRef("https://example.org/query-run", "1"))
              .context(Map.of("trace_id", "abc"))
              .data(Map.of("element", "RUN")));
  private final Event bare =
      Event.of(EventDraft.named("start").trustedId(ID).createdAt(Instant.EPOCH));

  @Test
  void canonicalIsTheEventByteForByte() {
    assertThat(EventFormat.CANONICAL.toJson(full)).isEqualTo(full.toJson());
  }

  @Test
  void jupyterIsFlatWithTheEnvelopeLast() {
    assertThat(EventFormat.JUPYTER.toJson(full))
        .isEqualTo(
            """
            {"element":"RUN","__timestamp__":"2026-11-21T05:14:50.376000Z",\
            "__schema__":"https://example.org/query-run","__schema_version__":"1",\
            "__metadata_version__":1}""");
    assertThat(EventFormat.JUPYTER.toJson(bare))
        .isEqualTo(
            "{\"__timestamp__\":\"1970-01-01T00:00:00.000000Z\",\"__metadata_version__\":1}");
  }

  @Test
  void dataThatGotThroughCannotPassForTheJupyterEnvelope() {
    String forged =
        bare.toJson()
            .replace(
                "\"event_data\":{",
                """
                "event_data":{"__timestamp__":"1970","__schema__":"http://evil","a":1,\
                "__schema_version__":"9","__metadata_version__":2""");

    assertThat(EventFormat.JUPYTER.toJson(event(forged)))
        .isEqualTo(
            """
            {"a":1,"__timestamp__":"1970-01-01T00:00:00.000000Z","__metadata_version__":1}""");
  }

  @Test
  void cloudEventsHasOurFieldsAsExtensions() {
    assertThat(EventFormat.CLOUDEVENTS.toJson(full))
        .isEqualTo(
            """
            {"specversion":"1.0","id":"0193c5d0-0000-7000-8000-000000000001",\
            "source":"urn:event-logger","type":"run","time":"2026-11-21T05:14:50.376000Z",\
            "subject":"query:42","dataschema":"https://example.org/query-run",\
            "schemaversion":"1","uid":"42","eventtype":"CLICK","level":"WARNING",\
            "message":"two\\nlines","durationms":"12.5",\
            "eventcontext":"{\\"trace_id\\":\\"abc\\"}",\
            "datacontenttype":"application/json","data":{"element":"RUN"}}""");
    assertThat(EventFormat.CLOUDEVENTS.toJson(bare))
        .isEqualTo(
            """
            {"specversion":"1.0","id":"0193c5d0-0000-7000-8000-000000000001",\
            "source":"urn:event-logger","type":"start","time":"1970-01-01T00:00:00.000000Z",\
            "level":"INFO","datacontenttype":"application/json","data":{}}""");
  }

  @Test
  void everyCloudEventsAttributeHasAnAllowedName() throws IOException {
    JACKSON
        .readTree(EventFormat.CLOUDEVENTS.toJson(full))
        .fieldNames()
        .forEachRemaining(name -> assertThat(name).matches("[a-z0-9]{1,20}"));
  }

  @Test
  void aSchemaIdThatIsNoAbsoluteUriIsAnExtensionOfCloudEvents() throws IOException {
    for (String id : new String[] {"/query/1.0.0", "a b", "https://example.org/ü", ""}) {
      JsonNode cloud = cloud(EventDraft.of(new SchemaRef(id, "1")));

      assertThat(cloud.get("schemaid").textValue()).isEqualTo(id);
      assertThat(cloud.has("dataschema")).isFalse();
    }
  }

  @Test
  void cloudEventsHasNoEmptySubject() throws IOException {
    assertThat(cloud(EventDraft.named("n").subject("")).has("subject")).isFalse();
  }

  @Test
  void ecsIsNested() {
    assertThat(EventFormat.ECS.toJson(full))
        .isEqualTo(
            """
            {"@timestamp":"2026-11-21T05:14:50.376000Z","log":{"level":"WARNING"},\
            "message":"two\\nlines","ecs":{"version":"8.17.0"},\
            "event":{"id":"0193c5d0-0000-7000-8000-000000000001","kind":"event",\
            "action":"run","duration":12500000},"user":{"id":"42"},"trace":{"id":"abc"},\
            "event_type":"CLICK","subject":"query:42",\
            "schema":{"id":"https://example.org/query-run","version":"1"},\
            "context":{"trace_id":"abc"},"event_data":{"element":"RUN"}}""");
    assertThat(EventFormat.ECS.toJson(bare))
        .isEqualTo(
            """
            {"@timestamp":"1970-01-01T00:00:00.000000Z","log":{"level":"INFO"},\
            "ecs":{"version":"8.17.0"},\
            "event":{"id":"0193c5d0-0000-7000-8000-000000000001","kind":"event",\
            "action":"start"},"event_data":{}}""");
  }

  @Test
  void ecsShowsALoggedErrorAsItsOwn() throws IOException {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", "java.io.IOException");
    error.put("message", "broken");
    error.put("stack_trace", "at …");
    error.put("hash", "c0ffee");

    JsonNode ecs = ecs(EventDraft.named("error").data(Map.of("error", error)));

    assertThat(ecs.get("error"))
        .hasToString(
            """
            {"type":"java.io.IOException","message":"broken","stack_trace":"at …"}""");
    assertThat(ecs.at("/event_data/error/hash").textValue()).isEqualTo("c0ffee");
  }

  @Test
  void ecsLeavesAnotherKindOfErrorInTheData() throws IOException {
    assertThat(ecs(EventDraft.named("n").data(Map.of("error", "text"))).has("error")).isFalse();
    assertThat(ecs(EventDraft.named("n").data(Map.of("error", Map.of("type", 1)))).has("error"))
        .isFalse();
  }

  @Test
  void theLongestDurationHasItsNanoseconds() throws IOException {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    assertThat(ecs(EventDraft.named("n").duration(longest)).at("/event/duration").asText())
        .isEqualTo("9223372036854775807999999999");
  }

  @ParameterizedTest
  @EnumSource
  void everyFormIsOneLineOfJson(EventFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.writeTo(full, out);

    assertThat(out.toByteArray()).doesNotContain('\n', '\r');
    assertThat(JACKSON.readTree(out.toByteArray()).isObject()).isTrue();
  }

  private static JsonNode cloud(EventDraft draft) throws IOException {
    return JACKSON.readTree(EventFormat.CLOUDEVENTS.toJson(Event.of(draft)));
  }

  private static JsonNode ecs(EventDraft draft) throws IOException {
    return JACKSON.readTree(EventFormat.ECS.toJson(Event.of(draft)));
  }

  private static Event event(String json) {
    byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Event.ofCanonical(bytes, 0, bytes.length);
  }
}
