package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's clients are told of events while they are logged. */
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
      // The client is answered before the server has opened it: only from then on there are texts.
      String text = null;
      while (text == null) {
        server.events.record("https://example.org/kernel-action", "1", Map.of("action", "a"));
        text = received.texts.poll(100, TimeUnit.MILLISECONDS);
      }
      assertThat(text).contains("\"action\":\"a\"");

      assertThatThrownBy(() -> subscribe(server)).hasMessageContaining("Handshake");
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
    return server.client.newWebSocketBuilder().buildAsync(address(server), received).get();
  }

  private static URI address(StartedServer server) {
    return URI.create("ws" + server.uri("/api/events/subscribe").toString().substring(4));
  }

  /** Texts that came. */
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
