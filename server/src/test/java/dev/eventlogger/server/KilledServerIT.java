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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
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
 * The server is killed again and again, while clients resend unanswered events with the same ids:
 * every answered event is in the store, and each id is there once.
 */
@Timeout(3600)
class KilledServerIT {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 500 : 10;
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

    Map<String, Integer> stored = stored();
    Set<String> missing = new TreeSet<>(answered);
    missing.removeAll(stored.keySet());
    assertThat(missing).as("answered, but not stored, of " + answered.size()).isEmpty();
    assertThat(stored.values()).as("each id once").containsOnly(1);
    assertThat(stored.size()).isBetween(answered.size(), (int) ids.get());
    System.out.println(
        "KilledServerIT: "
            + LOOPS
            + " kills, "
            + answered.size()
            + " events answered, all stored once");
  }

  /** Sends batch after batch, repeating each until it is answered. */
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
        EVENT_LOGGER_NAME: db
        EVENT_LOGGERS:
          db: {url: "jdbc:h2:file:%s"}
        EVENT_DELIVERY: {directory: "%s", linger: 20ms}
        EVENT_SERVER: {port: %d, secret_file: "%s"}
        """
            .replaceFirst("%s", database().toString())
            .replaceFirst("%s", folder.resolve("journal").toString())
            .replaceFirst("%d", Integer.toString(port))
            .replaceFirst("%s", folder.resolve("secret").toString());
    return Files.writeString(folder.resolve("server.yaml"), yaml);
  }

  private Path database() {
    return folder.resolve("events");
  }

  private Map<String, Integer> stored() throws Exception {
    Map<String, Integer> stored = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT context FROM \"event_logs\"")) {
      while (rows.next()) {
        Matcher id = SOURCE_ID.matcher(rows.getString(1));
        assertThat(id.find()).isTrue();
        stored.merge(id.group(1), 1, Integer::sum);
      }
    }
    return stored;
  }
}
