package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.KeyFile;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.KeyToken;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's clients receive events while they are logged. */
@Timeout(60)
class JupyterSubscriptionTest {

  private static final String SCHEMA =
      """
      {"$id": "https://example.org/kernel-action", "version": "1", "type": "object",
       "properties": {"action": {"type": "string"}}, "required": ["action"]}
      """;

  private static final String POSTED =
      """
      {"schema_id":"https://example.org/kernel-action","version":"1","data":{"action":"start"}}""";

  @TempDir private Path folder;
  private final Received received = new Received();

  @BeforeEach
  void writeSchema() throws Exception {
    Files.writeString(folder.resolve("schema.json"), SCHEMA);
  }

  @Test
  void tellsOfWhatIsPostedAndOfWhatTheApplicationLogs() throws Exception {
    try (StartedServer server = start()) {
      WebSocket socket = subscribe(server);

      assertThat(server.post("/api/events", POSTED, "Content-Type", "text/plain").statusCode())
          .isEqualTo(204);
      server.events.log("42", EventType.CLICK, Map.of("has", "no schema"));
      server.events.record("https://example.org/kernel-action", "1", Map.of("action", "stop"));

      String first = received.next();
      assertThat(first).contains("\"__schema__\":\"https://example.org/kernel-action\"");
      assertThat(first).contains("\"__schema_version__\":\"1\"", "\"action\":\"start\"");
      assertThat(new EventReader(false).read(first)).isInstanceOf(Reading.Read.class);
      assertThat(received.next()).contains("\"action\":\"stop\"");
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  @Test
  void saysGoodbyeWhenTheServerStops() throws Exception {
    try (StartedServer server = start()) {
      WebSocket unused = subscribe(server);
    }

    assertThat(received.next()).isEqualTo("closed 1001");
  }

  @Test
  void refusesPagesOfOtherOrigins() throws Exception {
    try (StartedServer server = start()) {
      Throwable refused =
          catchThrowable(
              () ->
                  server
                      .client
                      .newWebSocketBuilder()
                      .header("Origin", "https://evil.example.org")
                      .buildAsync(address(server), received)
                      .get());

      assertThat(refused).isInstanceOf(ExecutionException.class).hasMessageContaining("Handshake");
    }
  }

  @Test
  void endsWhenTheKeyIsRevoked() throws Exception {
    Path file = folder.resolve("keys.json");
    KeyToken token = KeyToken.make(KeyKind.READ);
    KeyFile keys = new KeyFile(file);
    keys.change(none -> List.of(reader(token, false)));
    try (StartedServer server = start("keys_file: '" + file + "'", "limits: {idle_timeout: 1s}")) {
      WebSocket unused =
          server
              .client
              .newWebSocketBuilder()
              .buildAsync(URI.create(address(server) + "?token=" + token.text()), received)
              .get();

      keys.change(before -> List.of(reader(token, true)));

      assertThat(received.next()).isEqualTo("closed 1008");
    }
  }

  private static Key reader(KeyToken token, boolean isRevoked) {
    return new Key(
        "ada",
        KeyKind.READ,
        token.hash(),
        Instant.EPOCH,
        null,
        null,
        isRevoked,
        Set.of(Scope.READ),
        Restrictions.NONE);
  }

  @Test
  void asksForAWebsocket() throws Exception {
    try (StartedServer server = start();
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send("GET /api/events/subscribe HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(raw.statusLine()).contains("426");
    }
  }

  @Test
  void takesNoMoreThanItIsToldTo() throws Exception {
    try (StartedServer server = start("limits: {websockets: 1}")) {
      WebSocket unused = subscribe(server);
      assertThatThrownBy(() -> subscribe(server)).hasMessageContaining("Handshake");
    }
  }

  /** Each may be upgraded before any of them counts. */
  @Test
  void takesNoMoreThanItIsToldToOfManyAtOnce() throws Exception {
    try (StartedServer server = start("limits: {websockets: 1}")) {
      for (int i = 0; i < 20; i++) {
        CompletableFuture<WebSocket> unused =
            server.client.newWebSocketBuilder().buildAsync(address(server), new Received());
      }

      for (int looks = 0; looks < 20; looks++) {
        Thread.sleep(20);
        assertThat(server.get("/metrics").body()).doesNotContainPattern("websockets [2-9]");
      }
      assertThat(server.get("/metrics").body()).contains("eventlog_server_websockets 1.0");
    }
  }

  private StartedServer start(String... settings) {
    return StartedServer.of(
        "EVENT_LOGGER_NAME: in-memory\nEVENT_DELIVERY: {linger: 10ms}\nEVENT_SCHEMAS: {path: '"
            + folder
            + "'}\n"
            + StartedServer.section(settings));
  }

  private WebSocket subscribe(StartedServer server) throws Exception {
    WebSocket socket =
        server.client.newWebSocketBuilder().buildAsync(address(server), received).get();
    // The client gets its answer before the server has registered the websocket.
    while (!server.get("/metrics").body().contains("eventlog_server_websockets 1.0")) {
      Thread.sleep(10);
    }
    return socket;
  }

  private static URI address(StartedServer server) {
    return URI.create("ws" + server.uri("/api/events/subscribe").toString().substring(4));
  }

  /** The texts that were received. */
  private static final class Received implements WebSocket.Listener {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      texts.add("closed " + status);
      return WebSocket.Listener.super.onClose(socket, status, reason);
    }

    String next() throws InterruptedException {
      String next = texts.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a text in time").isNotNull();
      return next;
    }
  }
}
