package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.formats.EventFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A document's head and the format {@code ecs} are written by two classes, which must agree. */
class DocumentHeadTest {

  private static final List<String> OF_THE_FORMAT_ALONE =
      List.of("message", "event_type", "subject", "schema", "context", "event_data");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void saysOfAnErrorWhatTheFormatSaysExceptForItsStack() throws Exception {
    Event event =
        Event.of(
            EventDraft.named("error")
                .uid("42")
                .createdAt(Instant.parse("2026-11-21T05:14:50.000001Z"))
                .duration(Duration.ofNanos(1_500_000_001))
                .context(Map.of("trace_id", "t", "span_id", "s", "transaction_id", "x"))
                .data(Map.of("error", error())));

    ObjectNode expected = format(event);
    ((ObjectNode) expected.get("error")).remove("stack_trace");

    assertThat(head(event)).isEqualTo(expected);
    assertThat(expected.size()).isEqualTo(9);
  }

  @Test
  void saysOfAnEventThatHasLittleWhatTheFormatSays() throws Exception {
    Event event = Event.of(EventDraft.named("x").data(Map.of("error", "text")));

    assertThat(head(event)).isEqualTo(format(event));
  }

  private static Map<String, String> error() {
    return Map.of("type", "java.io.IOException", "message", "m", "stack_trace", "at a.b");
  }

  private ObjectNode format(Event event) throws Exception {
    ObjectNode fields = (ObjectNode) json.readTree(EventFormat.ECS.toJson(event));
    return fields.remove(OF_THE_FORMAT_ALONE);
  }

  /** The part in front of the members of the canonical JSON. */
  private ObjectNode head(Event event) throws Exception {
    String document =
        UTF_8.decode(new DocumentWriter(TypedData.NONE).write(event).asByteBuffer()).toString();
    ObjectNode members = (ObjectNode) json.readTree(document);
    JsonNode canonical = json.readTree(event.toJson());
    canonical.fieldNames().forEachRemaining(members::remove);
    return members;
  }
}
