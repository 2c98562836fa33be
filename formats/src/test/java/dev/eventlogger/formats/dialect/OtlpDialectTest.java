package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.BUSY;
import static dev.eventlogger.formats.dialect.Requests.DROPPED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpDialectTest {

  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  private final Dialect dialect = Requests.dialect("otlp");

  @Test
  void takesARecordWithItsResourceAndScope() {
    SentEvent event =
        event(
            dialect,
            post(
                "{\"resourceLogs\":[{\"resource\":{\"attributes\":["
                    + "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},"
                    + "\"scopeLogs\":[{\"scope\":{\"name\":\"app\",\"version\":\"2\"},"
                    + "\"logRecords\":[{\"timeUnixNano\":\"1795851156474000001\","
                    + "\"severityNumber\":13,\"severityText\":\"WARN\","
                    + "\"body\":{\"stringValue\":\"hi\"},\"eventName\":\"click\","
                    + "\"traceId\":\"5b8efff798038103d269b633813fc60c\","
                    + "\"spanId\":\"eee19b7ec3c1b174\",\"attributes\":["
                    + "{\"key\":\"user.id\",\"value\":{\"intValue\":\"42\"}},"
                    + "{\"key\":\"a\",\"value\":{\"intValue\":1}}]}]}]}]}"));

    EventDraft draft = draft(event);
    assertThat(draft.name()).isEqualTo("click");
    assertThat(draft.level()).isEqualTo(Level.WARNING);
    assertThat(draft.message()).isEqualTo("hi");
    assertThat(draft.uid()).isEqualTo("42");
    assertThat(draft.data()).isEqualTo(Map.of("a", 1));
    assertThat(draft.context())
        .isEqualTo(
            Map.of(
                "resource", Map.of("service.name", "shop"),
                "scope", Map.of("name", "app", "version", "2"),
                "trace_id", "5b8efff798038103d269b633813fc60c",
                "span_id", "eee19b7ec3c1b174",
                "severity_text", "WARN"));
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:32:36.474000001Z");
    assertThat(event.sourceId()).isNull();
  }

  @Test
  void takesNamesWithUnderscores() {
    SentEvent event =
        event(
            dialect,
            post(
                "{\"resource_logs\":[{\"scope_logs\":[{\"log_records\":[{\"time_unix_nano\":0,"
                    + "\"observed_time_unix_nano\":1795851156474000000,\"severity_number\":17,"
                    + "\"trace_id\":\"0a\",\"attributes\":["
                    + "{\"key\":\"event.name\",\"value\":{\"string_value\":\"run\"}},"
                    + "{\"key\":\"n\",\"value\":{\"int_value\":\"7\"}}]}]}]}]}"));

    assertThat(draft(event).name()).isEqualTo("run");
    assertThat(draft(event).level()).isEqualTo(Level.ERROR);
    assertThat(draft(event).data()).isEqualTo(Map.of("n", 7L));
    assertThat(draft(event).createdAt()).isEqualTo("2026-11-28T07:32:36.474Z");
  }

  @Test
  void takesAllKindsOfValues() {
    String values =
        "[{\"key\":\"text\",\"value\":{\"stringValue\":\"\"}},"
            + "{\"key\":\"flag\",\"value\":{\"boolValue\":false}},"
            + "{\"key\":\"whole\",\"value\":{\"intValue\":\"-9223372036854775808\"}},"
            + "{\"key\":\"huge\",\"value\":{\"intValue\":\"92233720368547758070\"}},"
            + "{\"key\":\"decimal\",\"value\":{\"doubleValue\":\"1.5e3\"}},"
            + "{\"key\":\"nan\",\"value\":{\"doubleValue\":\"NaN\"}},"
            + "{\"key\":\"bytes\",\"value\":{\"bytesValue\":\"AQI=\"}},"
            + "{\"key\":\"list\",\"value\":{\"arrayValue\":{\"values\":["
            + "{\"intValue\":1},{}]}}},"
            + "{\"key\":\"pairs\",\"value\":{\"kvlistValue\":{\"values\":["
            + "{\"key\":\"b\",\"value\":{\"boolValue\":true}}]}}},"
            + "{\"key\":\"nothing\",\"value\":{}},{\"key\":\"absent\"}]";

    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("text", "");
    expected.put("flag", false);
    expected.put("whole", Long.MIN_VALUE);
    expected.put("huge", new BigInteger("92233720368547758070"));
    expected.put("decimal", 1500.0);
    expected.put("nan", "NaN");
    expected.put("bytes", "AQI=");
    expected.put("list", Arrays.asList(1, null));
    expected.put("pairs", Map.of("b", true));
    expected.put("nothing", null);
    expected.put("absent", null);
    assertThat(draft(dialect, record("\"attributes\":" + values)).data()).isEqualTo(expected);
  }

  @Test
  void keepsABodyThatIsNoTextAsData() {
    EventDraft draft =
        draft(
            dialect,
            record(
                "\"body\":{\"kvlistValue\":{\"values\":["
                    + "{\"key\":\"rows\",\"value\":{\"intValue\":3}}]}}"));

    assertThat(draft.name()).isEqualTo("log");
    assertThat(draft.message()).isNull();
    assertThat(draft.data()).isEqualTo(Map.of("body", Map.of("rows", 3)));
    assertThat(draft.createdAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, INFO",
    "1, DEBUG",
    "8, DEBUG",
    "9, INFO",
    "12, INFO",
    "13, WARNING",
    "16, WARNING",
    "17, ERROR",
    "24, ERROR",
    "-5, INFO",
    "99999999999, INFO",
    "\"SEVERITY_NUMBER_TRACE2\", DEBUG",
    "\"SEVERITY_NUMBER_INFO\", INFO",
    "\"SEVERITY_NUMBER_WARN4\", WARNING",
    "\"SEVERITY_NUMBER_FATAL\", ERROR",
    "\"nonsense\", INFO"
  })
  void knowsLevelsBySeverity(String severity, Level level) {
    assertThat(draft(dialect, record("\"severityNumber\":" + severity)).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"18446744073709551616\"", "\"noon\"", "[]", "1e400"})
  void refusesATimeThatIsNone(String time) {
    assertThat(problems(event(dialect, record("\"timeUnixNano\":" + time))))
        .containsExactly("/timeUnixNano: must be nanoseconds since 1970, as a number or as text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{\"value\":{}}]", "[7]", "\"a\""})
  void refusesAttributesThatAreNone(String attributes) {
    assertThat(problems(event(dialect, record("\"attributes\":" + attributes))))
        .containsExactly("/attributes: must be a list of objects that have a key and a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"resourceLogs\":{}}",
        "{\"resourceLogs\":[7]}",
        "{\"resourceLogs\":[{\"resource\":{\"attributes\":7}}]}",
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":[]}]}]}"
      })
  void refusesWhatIsNoRequestOfOtlp(String body) {
    assertThat(failure(dialect, post(body)).status()).isEqualTo(400);
  }

  @Test
  void refusesOtherContentTypes() {
    assertThat(failure(dialect, Requests.post("/v1/logs").body("{}")).status()).isEqualTo(415);
  }

  @Test
  void takesARequestWithoutRecords() {
    assertThat(events(dialect, post("{}"))).isEmpty();
  }

  @Test
  void refusesAResourceThatWouldBeRepeatedTooOften() {
    Dialect small = Requests.dialect("otlp", new DialectSettings(100, 1000, Map.of()));
    String resource =
        "{\"attributes\":[{\"key\":\"a\",\"value\":{\"stringValue\":\""
            + "x".repeat(300)
            + "\"}}]}";
    String request = "{\"resourceLogs\":[{\"resource\":%,\"scopeLogs\":[{\"logRecords\":[#]}]}]}";
    String whole = request.replace("%", resource);

    assertThat(events(small, post(whole.replace("#", "{},{}")))).hasSize(2);
    assertThat(failure(small, post(whole.replace("#", "{},{},{},{}"))).status()).isEqualTo(413);
  }

  @Test
  void answersInJson() {
    SentRequest request = post("{}");

    assertThat(text(dialect.answer(request, List.of(ACCEPTED)))).isEqualTo("{}");
    Answer partial = dialect.answer(request, List.of(ACCEPTED, INVALID, DROPPED));
    assertThat(partial.status()).isEqualTo(200);
    assertThat(text(partial))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":"
                + "\"invalid: 1, dropped: 1; the first invalid one:"
                + " /event_data/rows: must be a number\"}}");
    Answer refusal = dialect.refuse(request, BUSY);
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsEntry("Retry-After", "2");
    assertThat(text(refusal))
        .isEqualTo("{\"code\":14,\"message\":\"no log takes events; try again\"}");
  }

  @Test
  void answersInTheEncodingOfTheRequest() {
    SentRequest request = Requests.post("/v1/logs").type(PROTOBUF).body("{}");

    Answer answer = dialect.answer(request, List.of(INVALID));
    assertThat(answer.contentType()).isEqualTo(PROTOBUF);
    assertThat(text(answer))
        .startsWith("1 rejected: invalid: 1, dropped: 0; the first invalid one: ");
    assertThat(text(dialect.answer(request, List.of(ACCEPTED)))).isEqualTo("0 rejected: ");
    Answer refusal = dialect.refuse(request, Refusal.of(401, "no key"));
    assertThat(refusal.contentType()).isEqualTo(PROTOBUF);
    assertThat(text(refusal)).isEqualTo("16: no key");
  }

  @Test
  void takesWhatOpenTelemetrysExporterSent() throws IOException {
    SentEvent event = event(dialect, SharedRequests.of("otel").get(0));

    EventDraft draft = draft(event);
    assertThat(draft.name()).isEqualTo("click");
    assertThat(draft.message()).isEqualTo("hi");
    assertThat(draft.data())
        .isEqualTo(Map.of("session.id", "s1", "a", 1, "nested", Map.of("b", List.of(1, 2))));
    assertThat(event.time()).isEqualTo("2026-11-28T07:32:36.474Z");
  }

  private static SentRequest record(String members) {
    return post("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + members + "}]}]}]}");
  }

  private static SentRequest post(String body) {
    return Requests.post("/v1/logs").type(JSON).body(body);
  }
}
