package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.events;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosthogDialectTest {

  private static final String BATCH =
      "{\"api_key\":\"phc_1\",\"sent_at\":\"2026-11-28T06:32:30Z\",\"batch\":["
          + "{\"uuid\":\"01a22111-db1b\",\"event\":\"run\",\"timestamp\":\"2026-11-28T06:32:00Z\","
          + "\"properties\":{\"rows\":3,\"distinct_id\":\"u1\",\"token\":\"phc_1\"},"
          + "\"$set\":{\"plan\":\"free\"},\"$set_once\":{\"first\":1}}]}";

  private final Dialect dialect = Requests.dialect("posthog");

  @Test
  void takesABatch() throws UnreadableRequestException {
    SentEvents sent = dialect.read(post(BATCH.getBytes(UTF_8)));

    assertThat(sent.key()).isEqualTo("phc_1");
    SentEvent event = sent.events().get(0);
    EventDraft draft = draft(event);
    assertThat(draft.name()).isEqualTo("run");
    assertThat(draft.uid()).isEqualTo("u1");
    assertThat(draft.data())
        .isEqualTo(
            Map.of("rows", 3, "$set", Map.of("plan", "free"), "$set_once", Map.of("first", 1)));
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:32:00Z");
    assertThat(event.time()).isEqualTo("2026-11-28T06:32:00Z");
    assertThat(event.sourceId()).isEqualTo("01a22111-db1b");
  }

  @Test
  void takesItPackedInAllWays() {
    byte[] json = BATCH.getBytes(UTF_8);
    byte[] half = BATCH.substring(0, 100).getBytes(UTF_8);
    byte[] rest = BATCH.substring(100).getBytes(UTF_8);
    byte[] members = concat(gzip(half), gzip(rest));
    String base64 = Base64.getEncoder().encodeToString(json);
    String written = "data=" + URLEncoder.encode(base64, UTF_8);

    for (byte[] body :
        List.of(
            gzip(json),
            members,
            written.getBytes(UTF_8),
            ("data=" + base64).getBytes(UTF_8),
            ("data=" + Base64.getEncoder().encodeToString(gzip(json))).getBytes(UTF_8))) {
      assertThat(draft(dialect, post(body)).name()).isEqualTo("run");
    }
  }

  @Test
  void stopsInflatingAtTheLimit() {
    Dialect small = Requests.dialect("posthog", new DialectSettings(10, 1 << 20, Map.of()));
    byte[] bomb = gzip(new byte[64 << 20]);

    UnreadableRequestException failure = failure(small, post(bomb));

    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(failure.status()).isEqualTo(413);
    assertThat(failure).hasMessageContaining("inflates to more than 1048576 bytes");
  }

  @Test
  void refusesWhatIsDamaged() {
    byte[] cut = new byte[40];
    System.arraycopy(gzip(BATCH.getBytes(UTF_8)), 0, cut, 0, cut.length);

    assertThat(failure(dialect, post(cut)).status()).isEqualTo(400);
    for (String body : List.of("data=*", "data", "", "data=%FF", "7", "\"a\"", "null")) {
      assertThat(failure(dialect, post(body.getBytes(UTF_8))).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "$pageview, , view, VIEW",
    "$screen, , screen, VIEW",
    "$autocapture, click, click, CLICK",
    "$autocapture, submit, $autocapture, ",
    "$pageleave, , $pageleave, ",
    "run, , run, "
  })
  void knowsViewsAndClicks(String event, String eventType, String name, EventType type) {
    EventDraft draft =
        draft(
            dialect,
            post(
                "{\"event\":\""
                    + event
                    + "\",\"properties\":{\"$event_type\":\""
                    + eventType
                    + "\"}}"));

    assertThat(draft.name()).isEqualTo(name);
    assertThat(draft.type()).isEqualTo(type);
  }

  @Test
  void takesOneEventAndArrays() throws UnreadableRequestException {
    String event = "{\"event\":\"a\",\"distinct_id\":7,\"properties\":{\"token\":\"k\"}}";

    assertThat(draft(dialect, post(event)).uid()).isEqualTo("7");
    assertThat(events(dialect, post("[" + event + "," + event + "]"))).hasSize(2);
    assertThat(dialect.read(post("[" + event + "]")).key()).isEqualTo("k");
    assertThat(dialect.read(post("[]")).key()).isNull();
  }

  @Test
  void takesTheTimesOfOlderClients() {
    SentEvent ago =
        event(
            dialect,
            post("{\"event\":\"a\",\"offset\":1500,\"properties\":{\"$time\":1795850000.25}}"));
    SentRequest sentInQuery =
        Requests.post("/e/")
            .query("_", "1795851090000")
            .body("{\"event\":\"a\",\"timestamp\":\"2026-11-28T07:31:29Z\"}");

    assertThat(draft(ago).createdAt()).isEqualTo(Requests.RECEIVED_AT.minusMillis(1500));
    assertThat(ago.time()).isEqualTo("2026-11-28T07:13:20.250Z");
    assertThat(draft(dialect, sentInQuery).createdAt()).isEqualTo("2026-11-28T07:32:29Z");
  }

  @Test
  void saysWhatIsWrongWithAnEvent() {
    List<SentEvent> events =
        events(
            dialect,
            post(
                "[{},{\"event\":7},{\"event\":\"a\",\"timestamp\":\"noon\"},"
                    + "{\"event\":\"a\",\"properties\":[],\"offset\":-1,\"distinct_id\":{}}]"));

    assertThat(problems(events.get(0))).containsExactly("/event: missing; the event's name");
    assertThat(problems(events.get(1))).containsExactly("/event: must be text");
    assertThat(problems(events.get(2)).get(0)).startsWith("/timestamp: must be a time");
    assertThat(problems(events.get(3)))
        .contains("/properties: must be an object", "/distinct_id: must be text or a whole number");
  }

  @Test
  void answersNothingFor200ButWhatPosthogTakes() {
    assertThat(dialect.answer(post("[]"), List.of(ACCEPTED, INVALID)).status()).isEqualTo(200);
    assertThat(text(dialect.answer(post("[]"), List.of(ACCEPTED))))
        .isEqualTo("{\"status\":\"Ok\"}");
    assertThat(dialect.answer(post("[]"), List.of()).status()).isEqualTo(200);
    assertThat(dialect.answer(post("[]"), List.of(INVALID)).status()).isEqualTo(400);
  }

  @Test
  void answersABusyTimeWithWhatMakesPosthogTryAgain() {
    Refusal tooMany = new Refusal(429, "too many requests", Duration.ofSeconds(3));

    Answer answer = dialect.refuse(post("[]"), tooMany);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "3");
    assertThat(dialect.refuse(post("[]"), Refusal.of(401, "no key")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/flags", "/flags/", "/decide/", "/array/phc_1/config"})
  void hasNoFeatures(String path) throws IOException {
    SentRequest request =
        path.startsWith("/array") ? Requests.get(path).build() : Requests.post(path).body("x");

    assertThat(events(dialect, request)).isEmpty();
    Answer answer = dialect.answer(request, List.of());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(new ObjectMapper().readTree(answer.body()).get("sessionRecording").asBoolean())
        .isFalse();
  }

  @Test
  void letsClicksBeCaptured() throws IOException {
    Answer answer = dialect.answer(Requests.get("/array/phc_1/config").build(), List.of());

    assertThat(new ObjectMapper().readTree(answer.body()).get("autocapture_opt_out").isBoolean())
        .isTrue();
    assertThat(text(answer)).contains("\"autocapture_opt_out\":false");
  }

  @Test
  void hasNoScript() {
    Answer answer = dialect.answer(Requests.get("/array/k/config.js").build(), List.of());

    assertThat(answer.contentType()).isEqualTo("application/javascript");
    assertThat(text(answer)).isEqualTo("/* see config */\n");
  }

  @Test
  void takesWhatPosthogsClientSent() throws IOException {
    List<String> names = new ArrayList<>();
    for (SentRequest request : SharedRequests.of("posthog")) {
      if (request.method().equals("OPTIONS") || endsEarly(request)) {
        continue;
      }
      for (SentEvent event : events(dialect, request)) {
        names.add(draft(event).name());
        assertThat(draft(event).uid()).isEqualTo("u1");
        assertThat(event.sourceId()).hasSize(36);
        assertThat(event.time()).isNotNull();
      }
    }

    assertThat(names).contains("view", "$identify", "my_event");
  }

  /** The recording truncated long bodies. */
  private static boolean endsEarly(SentRequest request) {
    String body = new String(request.body(), UTF_8);
    return body.startsWith("{") && !body.endsWith("}");
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }

  private static SentRequest post(String body) {
    return post(body.getBytes(UTF_8));
  }

  private static SentRequest post(byte[] body) {
    return Requests.post("/e/").type("text/plain").body(body);
  }
}
