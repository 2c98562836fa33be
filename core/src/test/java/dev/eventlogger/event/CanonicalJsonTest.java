package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  private static final UUID ID = UUID.fromString("0193c5d0-0000-7000-8000-000000000001");

  private final CanonicalJson json = new CanonicalJson();

  @Test
  void theMembersStandInTheirOrder() {
    assertThat(
            write(
                EventDraft.of(EventType.CLICK)
                    .trustedId(ID)
                    .createdAt(Instant.parse("2026-11-21T05:14:50.376408999Z"))
                    .duration(Duration.ofNanos(12_500_000))
                    .uid("42")
                    .level(Level.AUDIT)
                    .subject("query:42")
                    .message("…")
                    .schema(new SchemaRef("https://example.org/query-run", "1"))
                    .context(Map.of("session", "s1"))
                    .data(Map.of("element", "RUN"))))
        .isEqualTo(
            """
            {"id":"0193c5d0-0000-7000-8000-000000000001",\
            "created_at":"2026-11-21T05:14:50.376408Z","duration_ms":12.5,"uid":"42",\
            "event_type":"CLICK","name":"click","level":"AUDIT","subject":"query:42",\
            "message":"…","schema":{"id":"https://example.org/query-run","version":"1"},\
            "context":{"session":"s1"},"event_data":{"element":"RUN"}}""");
  }

  @Test
  void absentMembersAreLeftOut() {
    assertThat(write(EventDraft.named("start").trustedId(ID).createdAt(Instant.EPOCH)))
        .isEqualTo(
            """
            {"id":"0193c5d0-0000-7000-8000-000000000001",\
            "created_at":"1970-01-01T00:00:00.000000Z","name":"start","level":"INFO",\
            "event_data":{}}""");
  }

  @Test
  void anEventOfASchemaIsNamedEvent() {
    assertThat(write(EventDraft.of(new SchemaRef("s", "1")))).contains("\"name\":\"event\"");
  }

  @Test
  void withoutATimeAnEventIsOfNow() {
    Instant before = Instant.now().minusMillis(1);
    Event event = Event.of(EventDraft.named("n"));

    assertThat(event.createdAt()).isBetween(before, Instant.now());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "2000-02-29T10:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void everyYearOfRfc3339IsWrittenToTheMicrosecond(String text) {
    Instant time = Instant.parse(text);
    Event event = Event.of(EventDraft.named("n").createdAt(time));

    assertThat(event.createdAt()).isEqualTo(time);
    assertThat(event.toJson()).contains("\"" + Timestamps.micros(time) + "\"");
  }

  @Test
  void aTimeOutsideOfRfc3339IsAProblem() {
    String problem = "/created_at: must be in the years 0000 to 9999 (RFC 3339)";

    assertProblem(EventDraft.named("n").createdAt(Instant.MAX), problem);
    assertProblem(EventDraft.named("n").createdAt(Instant.parse("-0001-12-31T23:59:59Z")), problem);
  }

  @Test
  void anEventSaysWhatItIs() {
    assertProblem(
        EventDraft.blank(),
        "/event_type: missing; an event needs an event_type, a name or a schema");
  }

  @Test
  void aNameHas1To200Characters() {
    String problem = "/name: must have 1 to 200 characters";

    assertProblem(EventDraft.named(" "), problem);
    assertProblem(EventDraft.named("n".repeat(201)), problem);
    assertThat(write(EventDraft.named("n".repeat(200)))).contains("nnn");
  }

  @Test
  void aDurationIsNotNegative() {
    assertProblem(
        EventDraft.named("n").duration(Duration.ofNanos(-1)), "/duration_ms: must not be negative");
  }

  @Test
  void reservedNamesAreRefusedAtTheTopOfTheDataOnly() {
    assertProblem(
        EventDraft.named("n").data(Map.of("__schema__", "http://evil")),
        "/event_data/__schema__: names that start with __ are reserved for the envelope");
    assertThat(write(EventDraft.named("n").data(Map.of("a", Map.of("__b__", 1)))))
        .contains("__b__");
  }

  @Test
  void textThatIsNotUnicodeIsAProblemInEveryMember() {
    String lone = "a\uD800";
    String problem = ": holds a lone surrogate at character 2, which is not Unicode text";

    assertProblem(EventDraft.named("n").uid(lone), "/uid" + problem);
    assertProblem(EventDraft.named(lone), "/name" + problem);
    assertProblem(EventDraft.named("n").subject(lone), "/subject" + problem);
    assertProblem(EventDraft.named("n").message(lone), "/message" + problem);
    assertProblem(EventDraft.of(new SchemaRef(lone, "1")), "/schema" + problem);
    assertProblem(EventDraft.of(new SchemaRef("s", lone)), "/schema" + problem);
    assertProblem(EventDraft.named("n").context(Map.of("k", lone)), "/context/k" + problem);
  }

  @Test
  void dottedContextNestsAndWinsOverTheSurrounding() {
    EventDraft draft =
        EventDraft.named("n").trustedId(ID).context(Map.of("user.id", 7, "session", "s2"));

    assertThat(json.write(draft, Map.of("user", Map.of("id", 1, "name", "x")))).isNull();
    assertThat(event().context())
        .isEqualTo(Map.of("user", Map.of("id", 7, "name", "x"), "session", "s2"));
  }

  @Test
  void surroundingContextAloneIsWrittenToo() {
    assertThat(json.write(EventDraft.named("n"), Map.of("a", 1))).isNull();
    assertThat(event().context()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void anEventThatIsTooLargeIsAProblemOfTheWhole() {
    for (int size : new int[] {1000, 100_000, 10_000_000}) {
      EventDraft draft = EventDraft.named("n").data(Map.of("a", Map.of("b", "x".repeat(size))));

      assertThat(new CanonicalJson(1000).write(draft, Map.of()))
          .isEqualTo(new Problem("", "the event is larger than 1000 bytes as JSON"));
    }
  }

  @Test
  void anEventOfExactlyTheLimitIsWritten() {
    EventDraft draft = EventDraft.named("n").trustedId(ID).data(Map.of("a", "x".repeat(2000)));
    int size = write(draft).length();

    assertThat(new CanonicalJson(size).write(draft, Map.of())).isNull();
    assertThat(new CanonicalJson(size - 1).write(draft, Map.of())).isNotNull();
  }

  @Test
  void aWriterGoesOnAfterAProblemAndAfterALargeEvent() {
    String expected = write(EventDraft.named("n").trustedId(ID).createdAt(Instant.EPOCH));
    json.write(EventDraft.named("n").data(Map.of("a", new Object())), Map.of());
    json.write(EventDraft.named("n").data(Map.of("a", "x".repeat(1_000_000))), Map.of());

    assertThat(write(EventDraft.named("n").trustedId(ID).createdAt(Instant.EPOCH)))
        .isEqualTo(expected);
    assertThat(json.buffer()).hasSizeLessThan(10_000);
  }

  @Test
  void aMapThatThrowsIsAProblemWithoutItsMessage() {
    Map<String, Object> failing =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("secret");
          }
        };
    String problem =
        "threw java.lang.IllegalStateException while it was read;"
            + " data must be readable, and must not change while it is logged";

    assertProblem(EventDraft.named("n").data(failing), "/event_data: " + problem);
    assertProblem(EventDraft.named("n").context(failing), "/context: " + problem);
    assertProblem(
        EventDraft.named("n").data(Map.of("a", Map.of("b", failing))),
        "/event_data/a/b: " + problem);
  }

  @Test
  void aStackThatOverflowsIsAProblem() {
    Map<String, Object> bottomless =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new StackOverflowError();
          }
        };

    Problem problem = json.write(EventDraft.named("n").data(bottomless), Map.of());

    assertThat(problem).isNotNull();
    assertThat(problem.toString())
        .startsWith("/event_data: threw java.lang.StackOverflowError while it was read");
  }

  private String write(EventDraft draft) {
    assertThat(json.write(draft, Map.of())).isNull();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private Event event() {
    return Event.ofCanonical(json.toByteArray(), 0, json.length());
  }

  private void assertProblem(EventDraft draft, String problem) {
    assertThat(json.write(draft, Map.of())).isNotNull().hasToString(problem);
  }
}
