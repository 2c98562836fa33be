package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.BUSY;
import static dev.eventlogger.formats.dialect.Requests.DROPPED;
import static dev.eventlogger.formats.dialect.Requests.FILTERED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventGateDialectTest {

  private static final String EVENT =
      "{\"$schema\":\"/page/move/1.0.0\",\"dt\":\"2026-11-28T07:00:00Z\",\"rows\":3,"
          + "\"meta\":{\"stream\":\"page.move\",\"id\":\"m-1\",\"dt\":\"2026-11-28T07:00:09Z\"}}";

  private final Dialect dialect = Requests.dialect("eventgate");

  @Test
  void takesAnEventWholeAsTheDataOfItsSchema() {
    SentEvent event = event(dialect, post(EVENT));

    EventDraft draft = draft(event);
    assertThat(draft.schema()).isEqualTo(new SchemaRef("/page/move/1.0.0", "1.0.0"));
    assertThat(draft.name()).isEqualTo("page.move");
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:00:00Z");
    assertThat(draft.data().keySet()).containsExactly("$schema", "dt", "rows", "meta");
    assertThat(event.sourceId()).isEqualTo("m-1");
  }

  @Test
  void takesTheTimeOfItsMetaWhereItHasNoneOfItsOwn() {
    assertThat(
            draft(dialect, post(EVENT.replace("\"dt\":\"2026-11-28T07:00:00Z\",", ""))).createdAt())
        .isEqualTo("2026-11-28T07:00:09Z");
  }

  @Test
  void saysWhatAnEventLacks() {
    List<SentEvent> events =
        events(
            dialect, post("[{\"a\":1},{\"$schema\":\"/page/move\",\"meta\":{\"stream\":\"s\"}}]"));

    assertThat(problems(events.get(0)))
        .containsExactly(
            "/$schema: missing; the URI of the event's schema",
            "/meta/stream: missing; the name of the event's stream");
    assertThat(problems(events.get(1)))
        .containsExactly("/$schema: must end in the schema's version, such as /page/move/1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "1", "null", "{"})
  void refusesWhatHasNoEvents(String body) {
    assertThat(failure(dialect, post(body)).status()).isEqualTo(400);
  }

  @Test
  void answersByWhatBecameOfTheEvents() {
    assertThat(answer(ACCEPTED, FILTERED).status()).isEqualTo(201);
    assertThat(answer(ACCEPTED, FILTERED).body()).isEmpty();
    assertThat(answer(ACCEPTED, INVALID, DROPPED).status()).isEqualTo(207);
    assertThat(text(answer(ACCEPTED, INVALID, DROPPED)))
        .isEqualTo(
            "{\"invalid\":[{\"status\":\"invalid\",\"index\":1,\"context\":"
                + "{\"message\":\"/event_data/rows: must be a number\"}}],"
                + "\"error\":[{\"status\":\"error\",\"index\":2,\"context\":"
                + "{\"message\":\"not taken; send it again\"}}]}");
    assertThat(answer(INVALID, INVALID).status()).isEqualTo(400);
    assertThat(text(answer(INVALID))).startsWith("{\"invalid\":[{").doesNotContain("error");
    assertThat(answer(INVALID, DROPPED).status()).isEqualTo(500);
  }

  @Test
  void answers500WhereNothingWasTaken() {
    Answer answer = dialect.refuse(post(EVENT), BUSY);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers()).containsEntry("Retry-After", "2");
    assertThat(text(answer))
        .isEqualTo(
            "{\"invalid\":[],\"error\":"
                + "[{\"context\":{\"message\":\"no log takes events; try again\"}}]}");
    assertThat(dialect.refuse(post(EVENT), Refusal.of(413, "too large")).status()).isEqualTo(413);
  }

  @Test
  void answers202ToWhoIsHasty() {
    SentRequest hasty =
        Requests.post("/v1/events").query("dialect", "eventgate").query("hasty", "true").body("");

    assertThat(dialect.answer(hasty, List.of(INVALID)).status()).isEqualTo(202);
  }

  @Test
  void isMeantOnlyWhereItIsNamed() {
    assertThat(dialect.isMeant(post(EVENT))).isTrue();
    assertThat(dialect.isMeant(Requests.post("/v1/events").query("hasty", "1").build())).isFalse();
    assertThat(new Dialects(DialectSettings.DEFAULT, new OwnOtlp()).all())
        .extracting(Dialect::name)
        .startsWith("eventgate", "event-logger");
  }

  @Test
  void takesEventGatesOwnEvents() throws IOException {
    Path folder = SharedRequests.DATA.resolve("wikimedia/eventgate/events");
    assumeTrue(Files.isDirectory(folder), "the shared data is not there");

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        SentEvent event = event(dialect, post(Files.readString(file)));
        assertThat(draft(event).name()).isEqualTo("test.event");
        assertThat(event.sourceId()).hasSize(36);
      }
    }
  }

  private Answer answer(Verdict... verdicts) {
    return dialect.answer(post(EVENT), List.of(verdicts));
  }

  private static SentRequest post(String body) {
    return Requests.post("/v1/events")
        .query("dialect", "eventgate")
        .type("application/json")
        .body(body);
  }
}
