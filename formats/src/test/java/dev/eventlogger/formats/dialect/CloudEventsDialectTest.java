package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.DROPPED;
import static dev.eventlogger.formats.dialect.Requests.FILTERED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsDialectTest {

  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/app\",\"type\":\"com.example.click\","
          + "\"time\":\"2026-11-28T07:32:36.872Z\",\"subject\":\"query:42\","
          + "\"data\":{\"element\":\"RUN\"},\"traceparent\":\"00-0a-b7-01\"}";

  private final Dialect dialect = Requests.dialect("cloudevents");

  @Test
  void takesAStructuredEvent() {
    SentEvent event = event(dialect, structured("application/cloudevents+json", EVENT));

    expectClick(event);
  }

  @Test
  void takesABinaryEvent() {
    SentRequest request =
        binary()
            .header("ce-time", "2026-11-28T07:32:36.872Z")
            .header("ce-subject", "query:42")
            .header("ce-traceparent", "00-0a-b7-01")
            .type("application/json; charset=utf-8")
            .body("{\"element\":\"RUN\"}");

    expectClick(event(dialect, request));
  }

  @Test
  void takesABatch() {
    List<SentEvent> events =
        events(
            dialect,
            structured("application/cloudevents-batch+json", "[" + EVENT + ",{\"id\":\"1\"},7]"));

    expectClick(events.get(0));
    assertThat(problems(events.get(1)).get(0)).isEqualTo("/specversion: must be \"1.0\"");
    assertThat(problems(events.get(2))).containsExactly("an event must be a JSON object");
  }

  private static void expectClick(SentEvent event) {
    EventDraft draft = draft(event);
    assertThat(draft.name()).isEqualTo("com.example.click");
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:32:36.872Z");
    assertThat(draft.subject()).isEqualTo("query:42");
    assertThat(draft.data()).isEqualTo(Map.of("element", "RUN"));
    assertThat(draft.context())
        .isEqualTo(Map.of("source_id", "17", "source", "/app", "traceparent", "00-0a-b7-01"));
    assertThat(draft.trustedId()).isNull();
    assertThat(event.sourceId()).isEqualTo("/app 17");
  }

  @ParameterizedTest
  @CsvSource({
    "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
    "100%, 100%",
    "50%zz, 50%zz",
    "'\"a%20\\\"b\\\"\"', 'a \"b\"'",
    "a+b, a+b"
  })
  void decodesAttributesInHeaders(String header, String subject) {
    SentRequest request = binary().header("CE-Subject", header).build();

    assertThat(draft(dialect, request).subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({"ce-subject, %ff", "ce-data, x", "ce-data_base64, eA==", "ce-datacontenttype, a/b"})
  void refusesAHeaderThatIsNoAttribute(String name, String value) {
    UnreadableRequestException failure = failure(dialect, binary().header(name, value).build());

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure).hasMessage("a header ce-…: must be an attribute, percent-encoded in UTF-8");
  }

  @Test
  void keepsDataByItsContentType() {
    assertThat(data("text/plain", "häß".getBytes(UTF_8))).isEqualTo(Map.of("data", "häß"));
    assertThat(data("text/plain; charset=ISO-8859-1", "häß".getBytes(ISO_8859_1)))
        .isEqualTo(Map.of("data", "häß"));
    assertThat(data("text/plain", new byte[] {(byte) 0xFF}))
        .isEqualTo(Map.of("data_base64", "/w=="));
    assertThat(data("text/plain; charset=utf-16", new byte[] {0, 65}))
        .isEqualTo(Map.of("data_base64", "AEE="));
    assertThat(data("image/png", new byte[] {1, 2})).isEqualTo(Map.of("data_base64", "AQI="));
    assertThat(data("application/json", "[1]".getBytes(UTF_8)))
        .isEqualTo(Map.of("data", List.of(1)));
    assertThat(data("application/json", "{".getBytes(UTF_8)))
        .isEqualTo(Map.of("data_base64", "ew=="));
    assertThat(data("application/vnd.x+json", "{\"a\":1}".getBytes(UTF_8)))
        .isEqualTo(Map.of("a", 1));
    assertThat(data("application/json", new byte[0])).isEmpty();
  }

  private Map<String, ?> data(String contentType, byte[] body) {
    return draft(dialect, binary().type(contentType).body(body)).data();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/cloudevents+xml", "application/cloudevents+avro"})
  void refusesOtherFormats(String contentType) {
    assertThat(failure(dialect, structured(contentType, EVENT)).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "application/cloudevents+json, []",
    "application/cloudevents+json, {",
    "application/cloudevents-batch+json, {}",
    "application/json, {}"
  })
  void refusesWhatIsNoCloudEvent(String contentType, String body) {
    assertThat(failure(dialect, structured(contentType, body)).status()).isEqualTo(400);
  }

  @Test
  void answers204WhereNothingIsLeftToDo() {
    SentRequest request = binary().build();

    assertThat(dialect.answer(request, List.of(ACCEPTED, FILTERED)).status()).isEqualTo(204);
    assertThat(dialect.answer(request, List.of(INVALID)).status()).isEqualTo(400);
    assertThat(dialect.answer(request, List.of(ACCEPTED, DROPPED)).status()).isEqualTo(200);
    assertThat(text(dialect.answer(request, List.of(ACCEPTED, INVALID))))
        .startsWith("{\"received\":2,\"accepted\":1,");
  }

  @Test
  void shakesHandsWithAWebhooksSender() {
    SentRequest request =
        Requests.of("OPTIONS", "/ce")
            .header("WebHook-Request-Origin", "eventemitter.example.com")
            .header("WebHook-Request-Rate", "120")
            .header("WebHook-Request-Callback", "https://eventemitter.example.com/confirm")
            .build();

    assertThat(events(dialect, request)).isEmpty();
    Answer answer = dialect.answer(request, List.of());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .isEqualTo(
            Map.of(
                "Allow", "OPTIONS, POST",
                "WebHook-Allowed-Origin", "eventemitter.example.com",
                "WebHook-Allowed-Rate", "*"));
  }

  @Test
  void allowsNoOriginThatIsNone() {
    for (String origin : List.of("", "a b", "a\r\nSet-Cookie: x")) {
      SentRequest request =
          Requests.of("OPTIONS", "/ce").header("WebHook-Request-Origin", origin).build();

      assertThat(dialect.answer(request, List.of()).headers())
          .isEqualTo(Map.of("Allow", "OPTIONS, POST"));
    }
  }

  @Test
  void takesWhatTheirClientSent() throws IOException {
    SentEvent event = event(dialect, SharedRequests.of("ce").get(1));

    assertThat(draft(event).name()).isEqualTo("com.example.click");
    assertThat(draft(event).data()).isEqualTo(Map.of("element", "RUN"));
    assertThat(event.sourceId()).isEqualTo("/app da882d0b-2595-4b9e-bdba-8d5f1bfbd7e7");
  }

  private static Requests binary() {
    return Requests.post("/ce")
        .header("ce-specversion", "1.0")
        .header("ce-id", "17")
        .header("ce-source", "/app")
        .header("ce-type", "com.example.click");
  }

  private static SentRequest structured(String contentType, String body) {
    return Requests.post("/ce").type(contentType).body(body);
  }
}
