package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed again and again, while clients send what was not answered again, with the
 * same ids: whatever was answered is delivered, and what was sent twice is one event. Delivered to
 * a file, at least once: what a database keeps when it is killed is for the sink's own tests.
 */
@Timeout(3600)
class KilledServerIT {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 500 : 20;
  private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([0-9a-f-]{36})\"");
  private static final Pattern SOURCE_ID = Pattern.compile("\"source_id\":\"(e-\\d+)\"");
  private static final int WRITERS = 4;
  private static final int BATCH = 5;

  @TempDir private Path folder;
  private final AtomicLong ids = new AtomicLong();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private volatile boolean isOver;
  private volatile boolean isStarted;

  @Test
  void losesNothingThatItAnsweredAndDoublesNothing() throws Exception {
    int port = freePort();
    Path yaml = configuration(port);
    Path errors = folder.resolve("errors.txt");
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Thread(() -> write(port), "writer-" + i));
    }
    writers.forEach(Thread::start);
    Random random = new Random(20261129);
    for (int loop = 0; loop < LOOPS; loop++) {
      try (ServerProcess server = ServerProcess.start(yaml, errors)) {
        isStarted = true;
        int before = answered.size();
        while (answered.size() < before + BATCH) {
          Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(300));
        server.kill();
      }
    }
    try (ServerProcess server = ServerProcess.start(yaml, errors)) {
      isOver = true;
      for (Thread writer : writers) {
        writer.join();
      }
      server.stop();
    }

    Map<String, Set<String>> stored = stored();
    Set<String> missing = new TreeSet<>(answered);
    missing.removeAll(stored.keySet());
    assertThat(missing).as("answered, but not stored, of " + answered.size()).isEmpty();
    assertThat(stored.values())
        .as("each id of a client is one event")
        .allMatch(of -> of.size() == 1);
    assertThat(stored.size()).isBetween(answered.size(), (int) ids.get());
    System.out.println(
        "KilledServerIT: "
            + LOOPS
            + " kills, "
            + answered.size()
            + " events answered, all delivered");
  }

  /** Sends batch after batch, each again until it is answered. */
  private void write(int port) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    URI uri = URI.create("http://127.0.0.1:" + port + "/v1/events");
    while (!isOver) {
      List<String> batch = new ArrayList<>();
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < BATCH; i++) {
        String id = "e-" + ids.incrementAndGet();
        batch.add(id);
        lines
            .append("{\"id\":\"" + id + "\",\"created_at\":\"" + Instant.now() + "\",")
            .append("\"event_type\":\"CLICK\",\"event_data\":{\"element\":\"RUN\"}}\n");
      }
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(5))
              .header("Content-Type", "application/x-ndjson")
              .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
              .build();
      sendUntilAnswered(client, request);
      answered.addAll(batch);
    }
  }

  private void sendUntilAnswered(HttpClient client, HttpRequest request) {
    while (true) {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
        assertThat(answer.statusCode()).isEqualTo(503);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(isStarted ? 5 : 50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path configuration(int port) throws IOException {
    String yaml =
        """
        EVENT_LOGGER_NAME: file
        EVENT_LOGGERS:
          file: {path: "%s"}
        EVENT_DELIVERY: {directory: "%s", linger: 20ms}
        EVENT_SERVER: {port: %d, secret_file: "%s"}
        """
            .replaceFirst("%s", file().toString())
            .replaceFirst("%s", folder.resolve("journal").toString())
            .replaceFirst("%d", Integer.toString(port))
            .replaceFirst("%s", folder.resolve("secret").toString());
    return Files.writeString(folder.resolve("server.yaml"), yaml);
  }

  private Path file() {
    return folder.resolve("events.ndjson");
  }

  /** The ids that the events of a client's id have: a store with a key keeps one of each. */
  private Map<String, Set<String>> stored() throws IOException {
    Map<String, Set<String>> stored = new HashMap<>();
    for (String line : Files.readAllLines(file())) {
      Matcher id = ID.matcher(line);
      Matcher sourceId = SOURCE_ID.matcher(line);
      // A kill can leave half a line, which is written again.
      if (id.find() && sourceId.find()) {
        stored.computeIfAbsent(sourceId.group(1), key -> new TreeSet<>()).add(id.group(1));
      }
    }
    return stored;
  }
}
