package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.BUSY;
import static dev.eventlogger.formats.dialect.Requests.DROPPED;
import static dev.eventlogger.formats.dialect.Requests.DUPLICATE;
import static dev.eventlogger.formats.dialect.Requests.FILTERED;
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
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoggerDialectTest {

  private final Dialect dialect = Requests.dialect("event-logger");

  @Test
  void takesOneEvent() {
    SentEvent event =
        event(
            dialect,
            post(
                "{\"id\":\"b-17\",\"name\":\"run\",\"uid\":7,\"created_at\":\"2026-11-28T07:00:00Z\","
                    + "\"event_data\":{\"rows\":3}}"));

    EventDraft draft = draft(event);
    assertThat(draft.name()).isEqualTo("run");
    assertThat(draft.uid()).isEqualTo("7");
    assertThat(draft.data()).isEqualTo(Map.of("rows", 3));
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:00:00Z");
    assertThat(draft.trustedId()).isNull();
    assertThat(event.sourceId()).isEqualTo("b-17");
    assertThat(event.time()).isEqualTo("2026-11-28T07:00:00Z");
  }

  /** The envelope of a browser has a member of this name, too. */
  @Test
  void takesOneEventOfJupyterWhoseDataAreNamedEvents() {
    EventDraft draft =
        draft(
            event(
                dialect,
                post(
                    "{\"__schema__\":\"https://example.org/x\",\"__schema_version__\":\"1\","
                        + "\"__timestamp__\":\"2026-11-28T07:00:00Z\",\"events\":[1,2]}")));

    assertThat(draft.schema()).isEqualTo(new SchemaRef("https://example.org/x", "1"));
    assertThat(draft.data()).isEqualTo(Map.of("events", List.of(1, 2)));
  }

  @Test
  void takesEachEventOfAnArrayInItsOwnForm() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "[{\"event_type\":\"CLICK\"},"
                    + "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/app\",\"type\":\"run\"},"
                    + "{\"type\":\"VIEW\",\"data\":{\"path\":\"/\"},\"timestamp\":1795851158473},"
                    + "{\"schema_id\":\"https://example.org/x\",\"version\":1,\"data\":{}},"
                    + "7]"));

    assertThat(draft(events.get(0)).type()).isEqualTo(EventType.CLICK);
    assertThat(draft(events.get(1)).name()).isEqualTo("run");
    assertThat(events.get(1).sourceId()).isEqualTo("/app 1");
    assertThat(draft(events.get(2)).type()).isEqualTo(EventType.VIEW);
    assertThat(events.get(2).time()).isEqualTo(Instant.ofEpochMilli(1795851158473L));
    assertThat(draft(events.get(3)).schema())
        .isEqualTo(new SchemaRef("https://example.org/x", "1"));
    assertThat(problems(events.get(4))).containsExactly("an event must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "application/json", "text/plain;charset=UTF-8"})
  void takesALineForEachEvent(String contentType) {
    List<SentEvent> events =
        events(
            dialect,
            Requests.post("/v1/events")
                .type(contentType)
                .body("{\"name\":\"a\"}\r\n\n{\"name\":\"b\"\n{\"name\":\"c\",\"id\":9}\n"));

    assertThat(events).hasSize(3);
    assertThat(draft(events.get(0)).name()).isEqualTo("a");
    assertThat(problems(events.get(1)).get(0)).startsWith("not JSON, at line 1");
    assertThat(events.get(2).sourceId()).isEqualTo("9");
  }

  @Test
  void setsTheClientsClockRightByWhenItSent() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "{\"sent_at\":\"2026-11-28T05:32:30Z\",\"events\":["
                    + "{\"name\":\"a\",\"id\":\"1\",\"created_at\":\"2026-11-28T05:30:00Z\"},"
                    + "{\"name\":\"b\"}]}"));

    assertThat(draft(events.get(0)).createdAt()).isEqualTo("2026-11-28T07:30:00Z");
    assertThat(events.get(0).time()).isEqualTo("2026-11-28T05:30:00Z");
    assertThat(draft(events.get(1)).createdAt()).isNull();
    assertThat(events.get(1).time()).isNull();
  }

  @Test
  void knowsTheIdOfWhatItRefuses() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "[{\"name\":\"a\",\"id\":\"p-1\",\"extra\":1},{\"name\":\"a\",\"id\":{}},{\"id\":\"\"}]"));

    assertThat(events).allMatch(event -> event.reading() instanceof Reading.Refused);
    assertThat(events).extracting(SentEvent::sourceId).containsExactly("p-1", null, null);
  }

  @Test
  void leavesATimeThatNoEventCouldHaveAfterCorrection() {
    SentEvent event =
        event(
            dialect,
            post(
                "{\"sent_at\":\"0001-01-01T00:00:00Z\",\"events\":["
                    + "{\"name\":\"a\",\"created_at\":\"9000-01-01T00:00:00Z\"}]}"));

    assertThat(draft(event).createdAt()).isEqualTo("9000-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "nonsense",
        "7",
        "\"{}\"",
        "{\"name\":\"a\"",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\n\"name\":\"a\"\n",
        "{\"events\":[],\"sent_at\":\"noon\"}",
        "{\"events\":[],\"more\":1}"
      })
  void saysWhyABodyCannotBeRead(String body) {
    UnreadableRequestException failure = failure(dialect, post(body));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure).hasMessageStartingWith("the body: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
  void readsWhatBeaconsAndCurlSendUnderAnyName(String type) throws Exception {
    SentEvents sent = dialect.read(Requests.post("/v1/events").type(type).body("{\"name\":\"a\"}"));

    assertThat(sent.events()).hasSize(1);
  }

  @Test
  void refusesWhatIsNoText() {
    UnreadableRequestException failure =
        failure(dialect, Requests.post("/v1/events").type("image/png").body("{\"name\":\"a\"}"));

    assertThat(failure.status()).isEqualTo(415);
    assertThat(failure)
        .hasMessage("Content-Type: must be application/json, application/x-ndjson or text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s,%s,%s]", "%s\n%s\n%s", "{\"events\":[%s,%s,%s]}"})
  void refusesMoreEventsThanARequestMayHave(String form) {
    Dialect small = Requests.dialect("event-logger", new DialectSettings(2, 1024, Map.of()));

    UnreadableRequestException failure =
        failure(small, post(form.replace("%s", "{\"name\":\"a\"}")));

    assertThat(failure.status()).isEqualTo(413);
    assertThat(failure).hasMessage("a request may have at most 2 events; send several");
  }

  @Test
  void answersWithNumbersThatAddUpAndWhatIsNotAccepted() {
    Answer answer =
        dialect.answer(post("[]"), List.of(ACCEPTED, INVALID, FILTERED, DROPPED, DUPLICATE));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(text(answer))
        .isEqualTo(
            "{\"received\":5,\"accepted\":1,\"filtered\":1,\"invalid\":1,\"dropped\":1,"
                + "\"duplicates\":1,\"verdicts\":["
                + "{\"index\":1,\"outcome\":\"invalid\",\"problems\":"
                + "[{\"at\":\"/event_data/rows\",\"problem\":\"must be a number\"}]},"
                + "{\"index\":2,\"outcome\":\"filtered\"},"
                + "{\"index\":3,\"outcome\":\"dropped\",\"reason\":\"queue-full\"}]}");
  }

  @Test
  void answersWithAllVerdictsWhereAsked() {
    SentRequest request = Requests.post("/v1/events").query("verdicts", "all").body("[]");

    assertThat(text(dialect.answer(request, List.of(ACCEPTED, DUPLICATE))))
        .endsWith(
            "\"verdicts\":[{\"index\":0,\"outcome\":\"accepted\"},"
                + "{\"index\":1,\"outcome\":\"accepted\",\"duplicate\":true}]}");
  }

  @Test
  void answers422WhereAllAreInvalid() {
    assertThat(dialect.answer(post("[]"), List.of(INVALID, INVALID)).status()).isEqualTo(422);
    assertThat(dialect.answer(post("[]"), List.of(INVALID, FILTERED)).status()).isEqualTo(200);
    assertThat(dialect.answer(post("[]"), List.of()).status()).isEqualTo(200);
  }

  @Test
  void explainsOnlyTheFirstOfMany() {
    String answer = text(dialect.answer(post("[]"), Collections.nCopies(10_000, INVALID)));

    assertThat(answer.split("problems", -1)).hasSize(Tally.MOST_EXPLAINED + 1);
    assertThat(answer).contains("{\"index\":9999,\"outcome\":\"invalid\"}");
  }

  @Test
  void saysWhenToTryAgain() {
    Answer answer = dialect.refuse(post("[]"), BUSY);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).isEqualTo(Map.of("Retry-After", "2"));
    assertThat(text(answer)).isEqualTo("{\"error\":\"no log takes events; try again\"}");
  }

  private static SentRequest post(String body) {
    return Requests.post("/v1/events").type("application/json").body(body);
  }
}
