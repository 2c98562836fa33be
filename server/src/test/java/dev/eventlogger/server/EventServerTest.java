package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events come in over HTTP. */
@Timeout(120)
class EventServerTest {

  private static final String CLICK =
      """
      {"id":"a-1","created_at":"2026-11-21T05:14:50Z","uid":"42","event_type":"CLICK",\
      "event_data":{"element":"RUN"}}""";

  @Test
  void takesAnEventOfAProgramOnThisMachineAsItIs() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer = server.post("/v1/events", CLICK);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"accepted\":1");
      Event event = server.await(1).get(0);
      assertThat(event.uid()).isEqualTo("42");
      assertThat(event.type()).isEqualTo(EventType.CLICK);
      assertThat(event.data()).isEqualTo(Map.of("element", "RUN"));
      assertThat(event.createdAt()).isEqualTo(Instant.parse("2026-11-21T05:14:50Z"));
      assertThat(event.context())
          .containsEntry("trust", "server")
          .containsEntry("source", "local")
          .containsEntry("source_id", "a-1")
          .containsKey("received_at");
    }
  }

  @Test
  void answersEachOfTheSameEventsAndLogsOne() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      server.post("/v1/events", CLICK);

      HttpResponse<String> again = server.post("/v1/events?verdicts=all", "[" + CLICK + "]");
      server.post("/v1/events", "{\"event_type\":\"VIEW\"}");

      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).contains("\"duplicates\":1");
      assertThat(server.await(2)).extracting(Event::name).containsExactly("click", "view");
    }
  }

  @Test
  void saysOfEachEventWhatIsWrong() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer =
          server.post("/v1/events", "[" + CLICK + ",{\"event_type\":\"KLICK\"}]");
      HttpResponse<String> allWrong = server.post("/v1/events", "{\"event_type\":\"KLICK\"}");
      HttpResponse<String> noJson = server.post("/v1/events", "{");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"index\":1", "\"outcome\":\"invalid\"", "/event_type");
      assertThat(allWrong.statusCode()).isEqualTo(422);
      assertThat(noJson.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void believesNoPageInABrowser() throws Exception {
    try (StartedServer server = StartedServer.with("origins: ['https://shop.example.org']")) {
      HttpResponse<String> answer =
          server.post(
              "/v1/events", CLICK, "Origin", "https://shop.example.org", "User-Agent", "Firefox");
      HttpResponse<String> foreign =
          server.post("/v1/events", CLICK, "Origin", "https://evil.example.org");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://shop.example.org");
      assertThat(foreign.statusCode()).isEqualTo(403);
      assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      Event event = server.await(1).get(0);
      assertThat(event.uid()).isNull();
      assertThat(event.context()).containsEntry("trust", "client");
      assertThat(event.context().get("client").toString()).contains("uid=42", "Firefox");
    }
  }

  @Test
  void answersBrowsersThatAskFirst() throws Exception {
    try (StartedServer server = StartedServer.with("origins: ['https://shop.example.org']")) {
      HttpRequest.Builder preflight =
          HttpRequest.newBuilder(server.uri("/v1/events"))
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
      HttpResponse<String> answer =
          server.send(
              preflight,
              "Origin",
              "https://shop.example.org",
              "Access-Control-Request-Method",
              "POST");

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://shop.example.org");
    }
  }

  @Test
  void answersMachines() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      server.post("/v1/events", CLICK);
      server.await(1);

      assertThat(server.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
      assertThat(server.get("/ready").statusCode()).isEqualTo(200);
      HttpResponse<String> metrics = server.get("/metrics");
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.body())
          .contains("eventlog_events_total{outcome=\"accepted\",type=\"click\"} 1.0")
          .contains("eventlog_server_requests{status=\"200\"}");
    }
  }

  @Test
  void saysThatThereIsNothing() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> nothing = server.get("/nothing");
      HttpResponse<String> notSo = server.get("/v1/events");

      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(nothing.body()).isEqualTo("{\"error\":\"there is nothing at this path\"}");
      assertThat(nothing.headers().firstValue("Server")).isEmpty();
      assertThat(notSo.statusCode()).isEqualTo(405);
      assertThat(notSo.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  void letsHeadAskOnlyWhatChangesNothing() throws Exception {
    try (StartedServer server = StartedServer.with("dialects: {gramex: {enabled: true}}")) {
      assertThat(head(server, "/health").statusCode()).isEqualTo(200);
      assertThat(head(server, "/log?x=1").statusCode()).isEqualTo(405);

      assertThat(server.events.ledger().logged()).isZero();
    }
  }

  @Test
  void takesAnEventWhoseIdWasThatOfAnInvalidOne() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      String invalid = "{\"id\":\"a-1\",\"event_type\":\"KLICK\"}";
      HttpResponse<String> answer =
          server.post("/v1/events", "[" + invalid + "," + CLICK + "," + CLICK + "]");

      assertThat(answer.body()).contains("\"accepted\":1", "\"invalid\":1", "\"duplicates\":1");
      assertThat(server.await(1)).hasSize(1);
    }
  }

  @Test
  void answersNothingUnderAForeignName() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      for (String path : List.of("/health", "/openapi.json", "/nothing", "/metrics")) {
        try (RawConnection raw = new RawConnection(server.server.uri())) {
          raw.send("GET " + path + " HTTP/1.1\r\nHost: evil.example.org\r\n\r\n");
          assertThat(raw.statusLine()).as(path).contains("421");
        }
      }
    }
  }

  @Test
  void tellsPagesThatTheyMaySendCloudEvents() throws Exception {
    try (StartedServer server = StartedServer.with("origins: ['https://shop.example.org']")) {
      HttpRequest.Builder preflight =
          HttpRequest.newBuilder(server.uri("/ce"))
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
      HttpResponse<String> answer =
          server.send(
              preflight,
              "Origin",
              "https://shop.example.org",
              "Access-Control-Request-Method",
              "POST");

      assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
          .contains("ce-id", "content-type");
    }
  }

  private static HttpResponse<String> head(StartedServer server, String path) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.uri(path))
            .method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void refusesWhatWouldOpenItToOthers() {
    assertThatThrownBy(() -> StartedServer.with("address: 0.0.0.0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("test.yaml: EVENT_SERVER.address: must be 127.0.0.1 or ::1")
        .hasMessageContaining("event-logger keys add");
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String yaml =
          "EVENT_LOGGER_NAME: in-memory\nEVENT_SERVER: {port: " + taken.getLocalPort() + "}";
      assertThatThrownBy(() -> StartedServer.of(yaml))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("test.yaml: EVENT_SERVER.port: ")
          .hasMessageContaining("127.0.0.1 cannot be listened to");
    }
  }

  @Test
  void refusesADialectThatIsNone() {
    assertThatThrownBy(() -> StartedServer.with("dialects: {jupiter: {enabled: true}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there is no dialect \"jupiter\"; did you mean \"jupyter\"?");
  }

  @Test
  void movesDialectsAndTurnsThemOff() throws Exception {
    try (StartedServer server =
        StartedServer.with(
            "dialects:", "  jupyter: {enabled: false}", "  querybook: {path: /collect}")) {
      assertThat(server.post("/api/events", "{}").statusCode()).isEqualTo(404);
      assertThat(server.post("/ds/context_log/", "[]").statusCode()).isEqualTo(404);
      String beacon =
          "[{\"type\":\"CLICK\",\"data\":{\"element\":\"RUN\"},\"timestamp\":1795851156474}]";
      assertThat(server.post("/collect", beacon, "Content-Type", "text/plain").statusCode())
          .isEqualTo(200);

      assertThat(server.await(1)).extracting(Event::type).isEqualTo(List.of(EventType.CLICK));
    }
  }
}
