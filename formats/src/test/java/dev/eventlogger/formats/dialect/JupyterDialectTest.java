package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.BUSY;
import static dev.eventlogger.formats.dialect.Requests.FILTERED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JupyterDialectTest {

  private static final SchemaRef SCHEMA =
      new SchemaRef("http://event.mock.jupyter.org/message", "1");

  private final Dialect dialect = Requests.dialect("jupyter");

  @Test
  void takesWhatJupyterLabSends() {
    SentEvent event =
        event(
            dialect,
            post(
                "{\"schema_id\":\"https://example.org/x\",\"version\":\"1\",\"data\":{\"a\":1},"
                    + "\"timestamp\":\"2026-11-28T12:50:00+06:00Z\",\"specversion\":\"1.0\"}"));

    EventDraft draft = draft(event);
    assertThat(draft.schema()).isEqualTo(new SchemaRef("https://example.org/x", "1"));
    assertThat(draft.data()).isEqualTo(Map.of("a", 1));
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T06:50:00Z");
    assertThat(draft.uid()).isNull();
    assertThat(event.sourceId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema_id", "version", "data"})
  void refusesAnEventWithoutAMember(String key) {
    String json =
        "{\"schema_id\":\"https://example.org/x\",\"version\":1,\"data\":{}}"
            .replace("\"" + key + "\"", "\"other\"");

    assertThat(problems(event(dialect, post(json))))
        .containsExactly("/" + key + ": missing; Jupyter Server requires it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "schema_id=1"})
  void refusesWhatIsNoObject(String body) {
    assertThat(failure(dialect, post(body)).status()).isEqualTo(400);
  }

  @Test
  void answersASuccessWith204() {
    assertThat(dialect.answer(post("{}"), List.of(ACCEPTED)).status()).isEqualTo(204);
    assertThat(dialect.answer(post("{}"), List.of(FILTERED)).body()).isEmpty();
  }

  @Test
  void saysWhatIsWrongAsJupyterServerDoes() {
    Answer answer = dialect.answer(post("{}"), List.of(INVALID));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo("{\"message\":\"/event_data/rows: must be a number\",\"reason\":null}");
    assertThat(text(dialect.refuse(post("{}"), BUSY)))
        .isEqualTo("{\"message\":\"no log takes events; try again\",\"reason\":null}");
    assertThat(dialect.refuse(post("{}"), BUSY).headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void answersJupyterServersOwnTestsAsItDoes() throws IOException {
    Path cases =
        SharedRequests.DATA.resolve("jupyter/jupyter_server/tests/api_events_payloads.json");
    assumeTrue(Files.isRegularFile(cases), "the shared data is not there");

    JsonNode payloads = new ObjectMapper().readTree(cases.toFile()).get("payloads");

    assertThat(payloads).hasSize(9);
    for (JsonNode payload : payloads) {
      SentRequest request = post(payload.get("request").toString());
      Verdict verdict = verdict(event(dialect, request));
      assertThat(dialect.answer(request, List.of(verdict)).status())
          .as(payload.get("id").asText())
          .isEqualTo(payload.get("status").asInt());
    }
  }

  @Test
  void takesWhatJupyterLabSent() throws IOException {
    SentEvent event = event(dialect, SharedRequests.of("jl").get(0));

    assertThat(draft(event).schema()).isEqualTo(new SchemaRef("http://event.example.org/x", "1"));
    assertThat(draft(event).data()).isEqualTo(Map.of("a", 1));
  }

  /** The verdict of a server that knows their one schema. */
  private static Verdict verdict(SentEvent event) {
    boolean isValid =
        event.reading() instanceof Reading.Read read
            && SCHEMA.equals(read.draft().schema())
            && read.draft().data().get("event_message") instanceof String;
    return isValid ? ACCEPTED : new Verdict(new Outcome.Invalid("", "not of its schema"), false);
  }

  private static SentRequest post(String body) {
    return Requests.post("/api/events").type("text/plain;charset=UTF-8").body(body);
  }
}
