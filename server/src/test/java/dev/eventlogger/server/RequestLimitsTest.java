package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit has its status, and events beyond it reach no log. */
@Timeout(120)
class RequestLimitsTest {

  private static final String VIEW = "{\"event_type\":\"VIEW\"}";

  @Test
  void refusesABodyThatIsAnnouncedTooLarge() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {body_bytes: 100}")) {
      HttpResponse<String> answer = server.post("/v1/events", " ".repeat(101));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("larger than 100 bytes");
    }
  }

  @Test
  void refusesABodyThatBecomesTooLarge() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {body_bytes: 100}");
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send(head("Transfer-Encoding: chunked"));
      raw.send("40\r\n" + " ".repeat(64) + "\r\n40\r\n" + " ".repeat(64) + "\r\n");

      assertThat(raw.statusLine()).contains("413");
    }
  }

  @Test
  void inflatesAllMembers() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      ByteArrayOutputStream two = new ByteArrayOutputStream();
      two.write(gzip(VIEW + "\n"));
      two.write(gzip("{\"event_type\":\"CLICK\"}\n"));

      assertThat(zipped(server, two.toByteArray()).statusCode()).isEqualTo(200);
      assertThat(server.await(2)).extracting(Event::name).containsExactly("view", "click");
    }
  }

  @Test
  void stopsToInflateABomb() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      byte[] bomb = bomb(1024L * 1024 * 1024);
      assertThat(bomb.length).isLessThan(1024 * 1024 + 1);
      long before = server.events.ledger().logged();

      HttpResponse<String> answer = zipped(server, bomb);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("inflates to more than 16777216 bytes");
      assertThat(server.events.ledger().logged()).isEqualTo(before);
    }
  }

  @Test
  void readsABodyOfManyEmptyMembers() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      byte[] empty = gzip("");
      ByteArrayOutputStream many = new ByteArrayOutputStream();
      while (many.size() < 1_000_000) {
        many.write(empty);
      }
      many.write(gzip(VIEW));

      assertThat(zipped(server, many.toByteArray()).statusCode()).isEqualTo(200);
      assertThat(server.await(1)).hasSize(1);
      assertThat(server.get("/metrics").body()).contains("eventlog_server_bytes_in_flight 0.0");
    }
  }

  @Test
  void refusesWhatIsNoGzip() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      byte[] whole = gzip(VIEW);
      byte[] cut = Arrays.copyOf(whole, whole.length - 5);

      assertThat(zipped(server, VIEW.getBytes(UTF_8)).statusCode()).isEqualTo(400);
      assertThat(zipped(server, cut).statusCode()).isEqualTo(400);
      assertThat(server.post("/v1/events", VIEW, "Content-Encoding", "br").statusCode())
          .isEqualTo(415);
    }
  }

  @Test
  void refusesTooManyEvents() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {events: 2}")) {
      HttpResponse<String> answer =
          server.post("/v1/events", "[" + VIEW + "," + VIEW + "," + VIEW + "]");

      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {header_bytes: 2048}");
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send(head("X-Long: " + "x".repeat(4096), "Content-Length: 0"));

      assertThat(raw.statusLine()).contains("431");
    }
  }

  @Test
  void closesWhatIsTooLongInItsHeadersHoweverBusy() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {header_timeout: 1s}");
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\n");
      long begun = System.nanoTime();
      boolean isOpen = true;
      while (isOpen && System.nanoTime() - begun < 20_000_000_000L) {
        isOpen = trickle(raw, "X-A: b\r\n");
        Thread.sleep(100);
      }

      assertThat(isOpen).isFalse();
      assertThat(server.get("/metrics").body())
          .contains("eventlog_server_connections_closed_total{reason=\"slow-headers\"} 1.0");
    }
  }

  @Test
  void refusesABodyThatIsTooSlow() throws Exception {
    try (StartedServer server =
            StartedServer.with("limits: {header_timeout: 1s, bytes_per_second: 1000}");
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send(head("Content-Length: 1000"));
      for (int i = 0; i < 20 && trickle(raw, " "); i++) {
        Thread.sleep(100);
      }

      assertThat(raw.statusLine()).contains("408");
    }
  }

  @Test
  void closesWhatIsIdle() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {idle_timeout: 1s}");
        RawConnection idle = new RawConnection(server.server.uri());
        RawConnection stuck = new RawConnection(server.server.uri())) {
      stuck.send(head("Content-Length: 1000") + " ");

      assertThat(idle.untilClosed()).isEmpty();
      assertThat(stuck.statusLine()).contains("408");
    }
  }

  @Test
  void closesTheConnectionsThatAnAddressHasTooManyOf() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {connections_per_address: 2}");
        RawConnection first = new RawConnection(server.server.uri());
        RawConnection second = new RawConnection(server.server.uri())) {
      assertThat(first.send(get("/health")).statusLine()).contains("200");
      assertThat(second.send(get("/health")).statusLine()).contains("200");
      try (RawConnection third = new RawConnection(server.server.uri())) {
        assertThat(third.statusLine()).isEmpty();
      }
      try (RawConnection other =
          new RawConnection(server.server.uri(), InetAddress.getByName("127.0.0.2"))) {
        assertThat(other.send(get("/health")).statusLine()).contains("200");
      }
    }
  }

  @Test
  void refusesWhatThereIsNoMemoryFor() throws Exception {
    try (StartedServer server =
        StartedServer.with(
            "limits: {body_bytes: 100000, inflated_bytes: 100000, bytes_in_flight: 200001}")) {
      List<RawConnection> slow = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        RawConnection raw = new RawConnection(server.server.uri());
        slow.add(raw.send(head("Content-Length: 100000") + " ".repeat(90_000)));
      }
      while (!server.get("/metrics").body().contains("eventlog_server_bytes_in_flight 200000.0")) {
        Thread.sleep(10);
      }
      HttpResponse<String> answer = server.post("/v1/events", " ".repeat(50_000) + VIEW);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      for (RawConnection raw : slow) {
        raw.close();
      }
      while (answer.statusCode() == 503) {
        answer = server.post("/v1/events", VIEW);
      }
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: +5",
        "Content-Length : 5",
        "Content-Length: 0x5"
      })
  void refusesWhatTwoReadersMightReadInTwoWays(String headers) throws Exception {
    try (StartedServer server = StartedServer.with();
        RawConnection raw = new RawConnection(server.server.uri())) {
      raw.send(head(headers) + "0\r\n\r\nPOST /v1/events HTTP/1.1\r\nHost: localhost\r\n");
      raw.send("Content-Length: " + VIEW.length() + "\r\nConnection: close\r\n\r\n" + VIEW);

      assertThat(raw.untilClosed()).matches("(?s)HTTP/1.1 (400|501).*").doesNotContain(" 200 ");
      assertThat(server.events.ledger().logged()).isZero();
    }
  }

  private static boolean trickle(RawConnection raw, String text) {
    try {
      raw.send(text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String head(String... headers) {
    return "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static HttpResponse<String> zipped(StartedServer server, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri("/v1/events"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return server.send(request, "Content-Encoding", "gzip", "Content-Type", "application/x-ndjson");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  /** A gigabyte of spaces compresses to about a megabyte, which is the limit of a body. */
  private static byte[] bomb(long size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] spaces = " ".repeat(1024 * 1024).getBytes(UTF_8);
    try (OutputStream zip = new GZIPOutputStream(out)) {
      for (long i = 0; i < size / spaces.length; i++) {
        zip.write(spaces);
      }
    }
    return out.toByteArray();
  }
}
