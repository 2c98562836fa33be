package dev.eventlogger.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String ID = "0193c5d0-0000-7000-8000-000000000001";
  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50.376408Z");

  private final EventReader reader = new EventReader(false);
  private final EventReader trusting = new EventReader(true);

  @Test
  void readsEveryMemberOfCanonicalJson() {
    EventDraft draft =
        read(
            trusting,
            """
            {"id":"0193c5d0-0000-7000-8000-000000000001",
             "created_at":"2026-11-21T05:14:50.376408Z","duration_ms":12.5,"uid":"42",
             "event_type":"CLICK","name":"run","level":"AUDIT","subject":"query:42",
             "message":"m","schema":{"id":"/query/run","version":"1"},
             "context":{"session":"s1"},"event_data":{"element":"RUN"}}""");

    assertThat(draft.trustedId()).isEqualTo(UUID.fromString(ID));
    assertThat(draft.createdAt()).isEqualTo(TIME);
    assertThat(draft.duration()).isEqualTo(Duration.ofNanos(12_500_000));
    assertThat(draft.uid()).isEqualTo("42");
    assertThat(draft.type()).isEqualTo(EventType.CLICK);
    assertThat(draft.name()).isEqualTo("run");
    assertThat(draft.level()).isEqualTo(Level.AUDIT);
    assertThat(draft.subject()).isEqualTo("query:42");
    assertThat(draft.message()).isEqualTo("m");
    assertThat(draft.schema()).isEqualTo(new SchemaRef("/query/run", "1"));
    assertThat(draft.context()).isEqualTo(Map.of("session", "s1"));
    assertThat(draft.data()).isEqualTo(Map.of("element", "RUN"));
  }

  @Test
  void readsBackWhatWasWritten() {
    Event event =
        Event.of(
            EventDraft.named("n").level(Level.ERROR).data(Map.of("a", List.of(1, "b", Map.of()))));

    assertThat(Event.of(read(trusting, event.toJson())).toJson()).isEqualTo(event.toJson());
  }

  @Test
  void oneOfTypeNameAndSchemaIsEnough() {
    assertThat(read(reader, "{\"event_type\":\"VIEW\"}").name()).isEqualTo("view");
    assertThat(read(reader, "{\"name\":\"query-start\"}").type()).isNull();
    assertThat(read(reader, "{\"schema\":{\"id\":\"s\",\"version\":1}}").name()).isEqualTo("event");
  }

  @Test
  void nullsAreAbsent() {
    EventDraft draft =
        read(
            reader,
            """
            {"id":null,"created_at":null,"duration_ms":null,"uid":null,"event_type":"VIEW",
             "name":null,"level":null,"subject":null,"message":null,"schema":null,
             "context":null,"event_data":null}""");

    assertThat(draft.level()).isEqualTo(Level.INFO);
    assertThat(draft.context()).isEmpty();
    assertThat(draft.data()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42 | 42",
        "\"42\" | 42",
        "0 | ",
        "\"0\" | 0",
        "123456789012345678901234567890 | 123456789012345678901234567890"
      })
  void aUidMayBeANumberOfWhichZeroIsAnonymous(String json, String uid) {
    assertThat(read(reader, "{\"event_type\":\"VIEW\",\"uid\":" + json + "}").uid()).isEqualTo(uid);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "'\"1.0.0\"', 1.0.0", "1.0, 1.0", "2.5, 2.5"})
  void aVersionMayBeANumber(String json, String version) {
    EventDraft draft = read(reader, "{\"schema\":{\"id\":\"s\",\"version\":" + json + "}}");

    assertThat(draft.schema()).isEqualTo(new SchemaRef("s", version));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            problems(
                reader,
                """
                {"id":{},"created_at":"yesterday","duration_ms":-1,"uid":1.5,"event_type":"SWIPE",
                 "name":1,"level":"LOUD","subject":[],"message":{},"schema":{"id":1,"extra":2},
                 "context":"x","event_data":"x","event_dat":{}}"""))
        .containsExactlyInAnyOrder(
            "/id: must be text or a whole number",
            "/created_at: must be a time: RFC 3339 with an offset, such as 2026-11-21T05:14:50Z,"
                + " or epoch milliseconds",
            "/duration_ms: must be a number of milliseconds, not negative",
            "/uid: must be text or a whole number",
            "/event_type: must be one of API, VIEW, CLICK",
            "/name: must be text",
            "/level: must be one of DEBUG, INFO, USAGE, AUDIT, WARNING, ERROR",
            "/subject: must be text",
            "/message: must be text",
            "/schema/extra: unknown key; known here: id, version",
            "/schema/version: missing; the version of the schema that the data follows",
            "/schema/id: must be text",
            "/context: must be an object",
            "/event_data: must be an object",
            "/event_dat: unknown key; known here: id, created_at, duration_ms, uid, event_type,"
                + " name, level, subject, message, schema, context, event_data");
  }

  @Test
  void aSchemaIsAnObject() {
    assertThat(problems(reader, "{\"schema\":\"/query/run\"}"))
        .containsExactly("/schema: must be an object of id and version");
    assertThat(problems(reader, "{\"schema\":{\"id\":\"s\",\"version\":true}}"))
        .containsExactly("/schema/version: must be text or a number");
  }

  @Test
  void theTypeIsSpelledAsItIs() {
    assertThat(problems(reader, "{\"event_type\":\"click\",\"name\":\"n\"}"))
        .containsExactly("/event_type: must be one of API, VIEW, CLICK");
  }

  @Test
  void anEventSaysWhatItIs() {
    assertThat(problems(reader, "{\"uid\":\"1\",\"event_data\":{}}"))
        .containsExactly("/event_type: missing; an event needs an event_type, a name or a schema");
    assertThat(problems(reader, "{}")).hasSize(1);
  }

  @Test
  void aHostileNumberOfUnknownKeysIsCounted() {
    StringBuilder json = new StringBuilder("{\"event_type\":\"VIEW\"");
    for (int i = 0; i < 1000; i++) {
      json.append(",\"x").append(i).append("\":1");
    }

    assertThat(problems(reader, json + "}")).hasSize(11).contains("has 990 more unknown keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3]", "null", "1", "\"text\"", "true"})
  void refusesWhatIsNotAnObject(String json) {
    assertThat(problems(reader, json)).containsExactly("an event must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\uFEFF"})
  void refusesBlankInput(String json) {
    assertThat(problems(reader, json)).containsExactly("not JSON: the text is empty");
  }

  @Test
  void refusesADuplicateKey() {
    assertThat(problems(reader, "{\"uid\":\"1\",\"uid\":\"2\",\"event_type\":\"VIEW\"}"))
        .containsExactly("/uid: duplicate key; each may stand once");
  }

  @Test
  void ignoresAByteOrderMark() {
    String json = "\uFEFF{\"event_type\":\"VIEW\"}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(json)).isInstanceOf(Reading.Read.class);
    assertThat(reader.read(bytes, 0, bytes.length)).isInstanceOf(Reading.Read.class);
  }

  @Test
  void readsASliceOfAnArray() {
    byte[] bytes = "xx{\"event_type\":\"VIEW\"}yy".getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(bytes, 2, bytes.length - 4)).isInstanceOf(Reading.Read.class);
  }

  @Test
  void readsWhatWasParsedBefore() {
    assertThat(reader.read(Map.of("event_type", "VIEW"))).isInstanceOf(Reading.Read.class);
  }

  @Test
  void problemsNeverHoldTheValues() {
    String secret = "hunter2";
    String json =
        """
        {"id":["$"],"created_at":"$","duration_ms":"$","uid":["$"],"event_type":"$","name":["$"],
         "level":"$","subject":["$"],"message":["$"],"schema":["$"],"context":"$",
         "event_data":"$","other":"$"}"""
            .replace("$", secret);

    assertThat(problems(trusting, json)).hasSize(13).noneMatch(text -> text.contains(secret));
    assertThat(problems(reader, "{\"a\": hunter2}")).noneMatch(text -> text.contains(secret));
  }

  @Test
  void whatIsRefusedHasAProblem() {
    assertThatThrownBy(() -> new Reading.Refused(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static EventDraft read(EventReader reader, String json) {
    Reading reading = reader.read(json);
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).draft();
  }

  static List<String> problems(EventReader reader, String json) {
    Reading reading = reader.read(json);
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    List<String> problems = new ArrayList<>();
    ((Reading.Refused) reading).problems().forEach(problem -> problems.add(problem.toString()));
    return problems;
  }
}
