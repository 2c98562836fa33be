package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuerybookDialectTest {

  private final Dialect dialect = Requests.dialect("querybook");

  @Test
  void takesABeacon() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "[{\"type\":\"CLICK\",\"data\":{\"path\":\"/adhoc/\",\"component\":\"ADHOC_QUERY\","
                    + "\"element\":\"RUN_QUERY_BUTTON\"},\"timestamp\":1795851158473},"
                    + "{\"type\":\"VIEW\",\"data\":{\"path\":\"/\"},\"timestamp\":1795851158474}]"));

    assertThat(events).hasSize(2);
    assertThat(draft(events.get(0)).type()).isEqualTo(EventType.CLICK);
    assertThat(draft(events.get(0)).data())
        .isEqualTo(
            Map.of("path", "/adhoc/", "component", "ADHOC_QUERY", "element", "RUN_QUERY_BUTTON"));
    assertThat(draft(events.get(1)).createdAt()).isEqualTo(Instant.ofEpochMilli(1795851158474L));
    assertThat(events.get(1).sourceId()).isNull();
  }

  @Test
  void losesNoNeighbourOfABadEvent() {
    List<SentEvent> events =
        events(
            dialect,
            post("[{\"type\":\"HOVER\"},{\"type\":\"VIEW\"},{\"specversion\":\"1.0\"},null]"));

    assertThat(problems(events.get(0))).containsExactly("/type: must be one of API, VIEW, CLICK");
    assertThat(draft(events.get(1)).type()).isEqualTo(EventType.VIEW);
    assertThat(problems(events.get(2)).get(0)).startsWith("/specversion: unknown key");
    assertThat(problems(events.get(3))).containsExactly("an event must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "\"[]\"", "[", "events=[]"})
  void refusesWhatIsNoArray(String body) {
    assertThat(failure(dialect, post(body)).status()).isEqualTo(400);
  }

  @Test
  void answers200() {
    Answer answer = dialect.answer(post("[]"), List.of(ACCEPTED, INVALID));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Requests.text(answer)).startsWith("{\"received\":2,\"accepted\":1,");
  }

  private static SentRequest post(String body) {
    return Requests.post("/ds/context_log/").type("text/plain;charset=UTF-8").body(body);
  }
}
