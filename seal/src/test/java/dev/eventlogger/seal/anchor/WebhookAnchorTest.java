package dev.eventlogger.seal.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.eventlogger.config.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookAnchorTest {

  private final List<String> posted = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          posted.add(exchange.getRequestMethod() + " " + token + " " + body);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void postsTheCheckpointAsItIs() throws Exception {
    try (SealAnchor anchor = anchor(Map.of("url", url(), "token", "secret"))) {
      anchor.keep("log", "log\n1\n".getBytes(UTF_8));

      assertThat(posted).containsExactly("POST Bearer secret log\n1\n");
      assertThat(anchor.newest("log")).isEmpty();
    }
  }

  @Test
  void whatIsNotTakenIsAFailure() throws Exception {
    try (SealAnchor anchor = anchor(Map.of("url", url()))) {
      status = 503;

      assertThatThrownBy(() -> anchor.keep("log", new byte[0]))
          .isInstanceOf(IOException.class)
          .hasMessage("127.0.0.1 answered 503");
    }
  }

  @Test
  void saysWhatItNeedsAndNotItsToken() {
    assertThatThrownBy(() -> anchor(Map.of()))
        .hasMessageContaining("url: is required, such as https://audit.example.org/checkpoints");
    assertThatThrownBy(() -> anchor(Map.of("url", "ftp://x", "token", "secret")))
        .hasMessageContaining("url: must begin with https:// or http://")
        .hasMessageNotContaining("secret");
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/checkpoints";
  }

  private static SealAnchor anchor(Map<String, ?> settings) {
    return new WebhookAnchor.Provider().open(Section.of("webhook", settings));
  }
}
