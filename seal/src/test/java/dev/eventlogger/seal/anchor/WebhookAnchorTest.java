package dev.eventlogger.seal.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.eventlogger.config.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebhookAnchorTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String kept = "";
  private volatile int status = 204;
  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          posted.add(exchange.getRequestMethod() + " " + token + " " + body);
          if (exchange.getRequestMethod().equals("GET")) {
            asked.add(exchange.getRequestURI().toString());
            byte[] all = kept.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, all.length);
            exchange.getResponseBody().write(all);
          } else {
            exchange.sendResponseHeaders(status, -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    var unused = threads.shutdownNow();
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
  void givesOutWhatTheOtherUrlSaysWasKept() throws Exception {
    Kept some = new Kept(folder);
    kept = new String(some.checkpoint(7, 1), UTF_8) + new String(some.checkpoint(9, 1), UTF_8);
    status = 200;
    String all = "http://127.0.0.1:" + server.getAddress().getPort() + "/all";
    for (String url : List.of(all, all + "?of=us")) {
      Map<String, String> settings = Map.of("url", url(), "kept_url", url, "token", "secret");
      try (SealAnchor anchor = anchor(settings)) {
        assertThat(Kept.all(anchor, Kept.ORIGIN))
            .containsExactly(some.checkpoint(7, 1), some.checkpoint(9, 1));
        assertThat(anchor.newest(Kept.ORIGIN)).contains(some.checkpoint(9, 1));
      }
    }
    assertThat(posted).allMatch(request -> request.startsWith("GET Bearer secret"));
    assertThat(asked)
        .contains("/all?origin=example.org%2Faudit", "/all?of=us&origin=example.org%2Faudit");
    try (SealAnchor anchor = anchor(Map.of("url", url(), "kept_url", all))) {
      status = 404;
      assertThat(Kept.all(anchor, Kept.ORIGIN)).isEmpty();
      status = 500;
      assertThatThrownBy(() -> Kept.all(anchor, Kept.ORIGIN))
          .isInstanceOf(AnchorException.class)
          .hasMessage("127.0.0.1 answered 500");
    }
  }

  /** A request's timeout only covers the headers. */
  @Test
  void doesNotWaitForABodyThatStops() throws Exception {
    Kept some = new Kept(folder);
    byte[] one = some.checkpoint(7, 1);
    CountDownLatch done = new CountDownLatch(1);
    server.createContext(
        "/stalled",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(one);
          exchange.getResponseBody().write(one);
          exchange.getResponseBody().flush();
          awaitQuietly(done);
          exchange.close();
        });
    URI stalled = URI.create(url() + "/../stalled").normalize();
    WebhookAnchor.Settings settings = new WebhookAnchor.Settings(stalled, stalled, null);
    List<byte[]> all = new ArrayList<>();
    try (SealAnchor anchor = new WebhookAnchor(settings, Duration.ofSeconds(2))) {
      anchor.keep(Kept.ORIGIN, one);
      assertThatThrownBy(() -> anchor.each(Kept.ORIGIN, all::add))
          .isInstanceOf(AnchorException.class)
          .hasMessage("127.0.0.1 stopped answering");
    } finally {
      done.countDown();
    }
    assertThat(all).containsExactly(one);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    assertThatThrownBy(() -> anchor(Map.of("url", "http://x", "kept_url", "ftp://x")))
        .hasMessageContaining("kept_url: must begin with https:// or http://");
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
