package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.sink.db.DbEventLogger;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of many events, from a server whose whole heap is 64 MB. */
@Timeout(1800)
class ExportLoadIT {

  private static final int EVENTS = Boolean.getBoolean("eventlogger.long") ? 1_000_000 : 20_000;
  private static final int BATCH = 1_000;

  @TempDir private Path folder;
  private Path yaml;
  private int port;

  @BeforeEach
  void fill() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("events");
    DbEventLogger sink = new DbEventLogger();
    sink.open(Section.of("test", Map.of("url", url)));
    for (int i = 0; i < EVENTS; i += BATCH) {
      List<Event> batch = new ArrayList<>();
      for (int k = i; k < i + BATCH; k++) {
        Map<String, Object> data =
            Map.of("n", k, "element", "RUN_QUERY_BUTTON", "text", "select a, b from c where d = 1");
        batch.add(Event.of(EventDraft.of(EventType.CLICK).uid("user-" + k % 1_000).data(data)));
      }
      assertThat(sink.log(batch).retry()).isEmpty();
    }
    sink.close();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    yaml =
        Files.writeString(
            folder.resolve("server.yaml"),
            "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: '"
                + url
                + ";CACHE_SIZE=8192'}}\nEVENT_SERVER: {port: "
                + port
                + "}\n");
  }

  @Test
  void areWhole() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(yaml, folder.resolve("errors"), "-Xmx64m", "-XX:+UseSerialGC")) {
      for (String form : List.of("csv", "ndjson", "json")) {
        long start = System.nanoTime();
        assertThat(lines(form)).as(form).isBetween((long) EVENTS, EVENTS + 2L);
        report(form, start);
      }
      long start = System.nanoTime();
      Path file = folder.resolve("events.xlsx");
      HttpResponse<Path> answer =
          HttpClient.newHttpClient().send(request("xlsx"), HttpResponse.BodyHandlers.ofFile(file));
      assertThat(answer.statusCode()).isEqualTo(200);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        assertThat(zip.size()).isPositive();
      }
      report("xlsx", start);
      assertThat(server.usedHeap()).isLessThan(64L * 1024 * 1024);
      server.stop();
    }
  }

  private static void report(String form, long start) {
    System.out.println(
        "ExportLoadIT: "
            + EVENTS
            + " events as "
            + form
            + " in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms");
  }

  private HttpRequest request(String form) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/log/export?since=all&format=" + form))
        .build();
  }

  private long lines(String form) throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request(form), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    long lines = 0;
    try (InputStream in = new BufferedInputStream(answer.body(), 1 << 16)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        lines += c == '\n' ? 1 : 0;
      }
    }
    return lines;
  }
}
