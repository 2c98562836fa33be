package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.BUSY;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentDialectTest {

  private final Dialect dialect = Requests.dialect("segment");

  @Test
  void takesABatch() throws UnreadableRequestException {
    SentEvents sent =
        dialect.read(
            post(
                "/v1/b",
                "{\"writeKey\":\"wk\",\"sentAt\":\"2026-11-28T06:32:30Z\",\"batch\":["
                    + "{\"type\":\"track\",\"event\":\"Run Query\",\"properties\":{\"rows\":3},"
                    + "\"userId\":\"u1\",\"anonymousId\":\"a1\",\"messageId\":\"m1\","
                    + "\"timestamp\":\"2026-11-28T06:32:00Z\",\"context\":{\"locale\":\"en\"}},"
                    + "{\"type\":\"page\",\"name\":\"Home\",\"properties\":{\"path\":\"/\"}},"
                    + "7]}"));

    assertThat(sent.key()).isEqualTo("wk");
    SentEvent track = sent.events().get(0);
    EventDraft draft = draft(track);
    assertThat(draft.name()).isEqualTo("Run Query");
    assertThat(draft.type()).isNull();
    assertThat(draft.uid()).isEqualTo("u1");
    assertThat(draft.data()).isEqualTo(Map.of("rows", 3));
    assertThat(draft.context()).isEqualTo(Map.of("locale", "en", "anonymous_id", "a1"));
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:32:00Z");
    assertThat(track.time()).isEqualTo("2026-11-28T06:32:00Z");
    assertThat(track.sourceId()).isEqualTo("m1");
    EventDraft page = draft(sent.events().get(1));
    assertThat(page.type()).isEqualTo(EventType.VIEW);
    assertThat(page.data()).isEqualTo(Map.of("path", "/", "name", "Home"));
    assertThat(problems(sent.events().get(2))).containsExactly("an event must be a JSON object");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/t, Run, ",
    "/v1/track, Run, ",
    "/v1/p, view, VIEW",
    "/v1/page, view, VIEW",
    "/v1/s, screen, VIEW",
    "/v1/screen, screen, VIEW",
    "/v1/i, identify, ",
    "/v1/identify/, identify, ",
    "/v1/g, group, ",
    "/v1/group, group, ",
    "/v1/a, alias, ",
    "/v1/alias, alias, "
  })
  void knowsAMessageByItsPath(String path, String name, EventType type) {
    EventDraft draft = draft(dialect, post(path, "{\"event\":\"Run\",\"userId\":7}"));

    assertThat(draft.name()).isEqualTo(name);
    assertThat(draft.type()).isEqualTo(type);
    assertThat(draft.uid()).isEqualTo("7");
  }

  @Test
  void keepsWhatAMessageSaysOfPeopleAndGroups() {
    assertThat(draft(dialect, post("/v1/i", "{\"traits\":{\"plan\":\"free\"}}")).data())
        .isEqualTo(Map.of("plan", "free"));
    assertThat(draft(dialect, post("/v1/g", "{\"groupId\":\"g1\",\"traits\":{\"n\":1}}")).data())
        .isEqualTo(Map.of("groupId", "g1", "n", 1));
    assertThat(draft(dialect, post("/v1/a", "{\"previousId\":\"a1\"}")).data())
        .isEqualTo(Map.of("previousId", "a1"));
  }

  @Test
  void takesRudderStacksTimes() {
    SentEvent event =
        event(
            dialect,
            post(
                "/v1/batch",
                "{\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"writeKey\":\"k\","
                    + "\"originalTimestamp\":\"2026-11-28T07:32:00Z\","
                    + "\"sentAt\":\"2026-11-28T07:32:20Z\"}]}"));

    assertThat(draft(event).createdAt()).isEqualTo("2026-11-28T07:32:10Z");
    assertThat(event.time()).isEqualTo("2026-11-28T07:32:00Z");
  }

  @Test
  void prefersTheTimeThatRudderStacksCallerGave() {
    SentEvent event =
        event(
            dialect,
            post(
                "/v1/batch",
                "{\"batch\":[{\"type\":\"track\",\"event\":\"e\","
                    + "\"timestamp\":\"2026-11-27T00:00:00Z\","
                    + "\"originalTimestamp\":\"2026-11-28T07:32:00Z\"}]}"));

    assertThat(event.time()).isEqualTo("2026-11-27T00:00:00Z");
  }

  @Test
  void findsTheKeyInTheFirstMessageOfABatchThatHasNone() throws UnreadableRequestException {
    assertThat(dialect.read(post("/v1/b", "{\"batch\":[{\"writeKey\":\"k\"}]}")).key())
        .isEqualTo("k");
    assertThat(dialect.read(post("/v1/b", "{\"batch\":[{\"writeKey\":5}]}")).key()).isNull();
    assertThat(dialect.read(post("/v1/t", "{\"writeKey\":\"k\"}")).key()).isEqualTo("k");
  }

  @Test
  void saysWhatIsWrongWithAMessage() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "/v1/b",
                "{\"batch\":[{\"type\":\"track\"},{\"type\":\"x\"},{},"
                    + "{\"type\":\"track\",\"event\":5,\"properties\":[],\"timestamp\":\"noon\"}]}"));

    assertThat(problems(events.get(0)))
        .containsExactly("/event: missing; the name of what is tracked");
    assertThat(problems(events.get(1)))
        .containsExactly("/type: must be one of track, page, screen, identify, group, alias");
    assertThat(problems(events.get(2))).hasSize(1);
    assertThat(problems(events.get(3))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"batch\":{}}", "{\"batch\":[],\"sentAt\":\"noon\"}"})
  void refusesWhatIsNoBatch(String body) {
    assertThat(failure(dialect, post("/v1/batch", body)).status()).isEqualTo(400);
  }

  @Test
  void answersAsSegmentDoes() {
    SentRequest request = post("/v1/b", "{}");

    assertThat(dialect.answer(request, List.of(ACCEPTED, INVALID)).status()).isEqualTo(200);
    assertThat(text(dialect.answer(request, List.of(ACCEPTED)))).isEqualTo("{\"success\":true}");
    assertThat(dialect.answer(request, List.of(INVALID)).status()).isEqualTo(400);
    assertThat(text(dialect.refuse(request, BUSY)))
        .isEqualTo("{\"success\":false,\"message\":\"no log takes events; try again\"}");
    assertThat(dialect.refuse(request, BUSY).headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void takesWhatSegmentsClientSent() throws IOException {
    List<SentRequest> requests =
        SharedRequests.of("segment").stream().filter(each -> each.method().equals("POST")).toList();

    assertThat(requests).hasSize(2);
    List<SentEvent> events = events(dialect, requests.get(0));
    assertThat(draft(events.get(0)).type()).isEqualTo(EventType.VIEW);
    assertThat(draft(events.get(1)).name()).isEqualTo("identify");
    assertThat(draft(events.get(1)).data()).isEqualTo(Map.of("n", 1));
    SentEvent track = event(dialect, requests.get(1));
    assertThat(draft(track).name()).isEqualTo("my_event");
    assertThat(draft(track).uid()).isEqualTo("u1");
    assertThat(track.sourceId()).startsWith("ajs-next-");
    assertThat(track.time()).isEqualTo("2026-11-28T07:32:29.748Z");
  }

  private static SentRequest post(String path, String body) {
    return Requests.post(path).type("text/plain").body(body);
  }
}
