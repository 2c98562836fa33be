package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * While hostile clients attack, a good one is answered in time, the server's heap does not grow,
 * and nothing of theirs reaches a log.
 */
@Timeout(600)
class HostileClientsIT {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");
  private static final int CONNECTIONS = IS_LONG ? 1_000 : 300;
  private static final int IDLE = IS_LONG ? 10_000 : 1_000;
  private static final int SECONDS = IS_LONG ? 60 : 1;
  private static final long MOST_GROWTH = 64L * 1024 * 1024;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static URI uri;
  private static AtomicInteger sent;

  @BeforeAll
  static void start() throws Exception {
    sent = new AtomicInteger();
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    uri = URI.create("http://127.0.0.1:" + port);
    Path yaml =
        Files.writeString(
            folder.resolve("server.yaml"),
            "EVENT_LOGGER_NAME: file\nEVENT_LOGGERS: {file: {path: '"
                + folder.resolve("events.ndjson")
                + "'}}\nEVENT_DELIVERY: {linger: 20ms}\nEVENT_SERVER: {port: "
                + port
                + ", limits: {connections_per_address: 2000}}\n");
    server = ServerProcess.start(yaml, folder.resolve("errors.txt"), "-Xmx256m");
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    String[] events = Files.readString(folder.resolve("events.ndjson")).split("\n", -1);
    assertThat(events.length - 1).isEqualTo(sent.get());
    assertThat(String.join("", events)).doesNotContain("hostile");
  }

  @Test
  void headersThatNeverEnd() throws Exception {
    try (Crowd crowd = new Crowd(uri, CONNECTIONS)) {
      crowd.sendAll("POST /v1/events HTTP/1.1\r\nHost: localhost\r\n");
      endure("slow headers", crowd, "X-A: hostile\r\n");
    }
  }

  @Test
  void bodiesThatNeverEnd() throws Exception {
    try (Crowd crowd = new Crowd(uri, CONNECTIONS)) {
      crowd.sendAll(head("Content-Length: 1000000") + "{\"name\":\"hostile\",");
      endure("slow bodies", crowd, " ");
    }
  }

  @Test
  void readersThatReadNothing() throws Exception {
    try (Crowd crowd = new Crowd(uri, CONNECTIONS)) {
      crowd.sendAll("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));
      endure("slow readers", crowd, "");
    }
  }

  @Test
  void connectionsThatSayNothing() throws Exception {
    try (Crowd crowd = new Crowd(uri, IDLE)) {
      endure("idle connections", crowd, "");
    }
  }

  @Test
  void bombs() throws Exception {
    byte[] bomb = bomb();
    assertThat(bomb.length).isLessThanOrEqualTo(1024 * 1024);
    String head = head("Content-Encoding: gzip", "Content-Length: " + bomb.length);
    try (Crowd crowd = new Crowd(uri, 50)) {
      crowd.sendAll(head);
      crowd.sendAll(bomb);
      endure("bombs", crowd, "");
    }
  }

  @Test
  void streamsThatAreResetAtOnce() throws Exception {
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    flood.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    flood.write(frame(4, 0, 0, new byte[0]));
    byte[] authority = "localhost".getBytes(ISO_8859_1);
    ByteBuffer headers = ByteBuffer.allocate(5 + authority.length);
    headers.put(new byte[] {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, (byte) authority.length});
    headers.put(authority);
    for (int stream = 1; stream < 4_000; stream += 2) {
      flood.write(frame(1, 4, stream, headers.array()));
      flood.write(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
    }
    try (Crowd crowd = new Crowd(uri, 50)) {
      crowd.sendAll(flood.toByteArray());
      endure("streams reset at once", crowd, "");
      assertThat(crowd.openAfter(Duration.ofSeconds(30)))
          .as("connections that are still open")
          .isZero();
    }
  }

  @Test
  void whatIsNotMeantForThisMachine() throws Exception {
    List<String> heads =
        List.of(
            "Host: evil.example.org",
            "Host: localhost.evil.example.org",
            "Host: localhost\r\nX-Forwarded-For: 1.2.3.4",
            "Host: localhost\r\nForwarded: for=1.2.3.4",
            "Host: localhost\r\nX-Forwarded-Host: localhost",
            "Host: localhost\r\nOrigin: https://evil.example.org",
            "Host: localhost\r\nOrigin: null",
            "Host: localhost\r\nSec-Fetch-Site: cross-site");
    String body = "{\"name\":\"hostile\"}";
    for (String head : heads) {
      try (RawConnection raw = new RawConnection(uri)) {
        raw.send("POST /v1/events HTTP/1.1\r\n" + head + "\r\nContent-Length: " + body.length());
        raw.send("\r\n\r\n" + body);
        assertThat(raw.statusLine()).as(head).matches("HTTP/1.1 (403|421).*");
      }
    }
  }

  private static void endure(String what, Crowd crowd, String drop) throws Exception {
    long before = server.usedHeap();
    GoodClient good = new GoodClient(uri, sent);
    for (int i = 0; i < SECONDS; i++) {
      crowd.sendAll(drop);
      good.sendFor(1_000);
    }
    long growth = server.usedHeap() - before;
    System.out.println(
        "HostileClientsIT: "
            + what
            + " on "
            + crowd.size()
            + " connections, of which "
            + crowd.open()
            + " are left: good client p99 "
            + good.percentileMillis(0.99)
            + " ms of "
            + good.count()
            + " requests; heap "
            + growth / 1024
            + " KiB more");
    assertThat(good.percentileMillis(0.99)).isLessThan(IS_LONG ? 200 : 2_000);
    assertThat(growth).isLessThan(MOST_GROWTH);
  }

  private static String head(String... headers) {
    List<String> lines = new ArrayList<>(List.of("POST /v1/events HTTP/1.1", "Host: localhost"));
    lines.addAll(List.of(headers));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** A frame of HTTP/2 (RFC 9113, 4.1). */
  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) 0).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** A gigabyte of spaces, compressed. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] spaces = " ".repeat(1024 * 1024).getBytes(UTF_8);
    try (OutputStream zip = new GZIPOutputStream(out)) {
      for (int i = 0; i < 1_000; i++) {
        zip.write(spaces);
      }
    }
    return out.toByteArray();
  }
}
