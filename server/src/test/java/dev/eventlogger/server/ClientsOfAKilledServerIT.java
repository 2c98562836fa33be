package dev.eventlogger.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.server.NodeClients.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed while clients send, and started again: events of clients that give them ids
 * are in the database once, and those of OpenTelemetry at least once.
 */
@ExtendWith(NodeClients.class)
@Timeout(300)
class ClientsOfAKilledServerIT {

  private static final Pattern STEP = Pattern.compile("\"step\":(\\d+)");

  /**
   * How often each of a client's events is in the database. OpenTelemetry's client stops trying
   * after its time-out, so only events count that it reports as exported.
   */
  private enum Promise {
    ONCE,
    AT_LEAST_ONCE
  }

  /** A script with its task, and the name of its events. */
  private record Client(String script, String task, String event, Promise promise) {}

  private static final List<Client> CLIENTS =
      List.of(
          new Client("segment-node.mjs", "on", "Segment Step", Promise.ONCE),
          new Client("rudderstack.mjs", "on", "RudderStack Step", Promise.ONCE),
          new Client("posthog-node.mjs", "on", "posthog step", Promise.ONCE),
          new Client("cloudevents.mjs", "on", "com.example.click", Promise.ONCE),
          new Client("otlp.mjs", "json on", "otlp json step", Promise.AT_LEAST_ONCE),
          new Client("otlp.mjs", "protobuf on", "otlp protobuf step", Promise.AT_LEAST_ONCE));

  @TempDir private Path folder;

  @Test
  void keepItsPromises(Installation clients) throws Exception {
    int port = freePort();
    Path yaml = configuration(port);
    Map<Client, NodeProcess> running = new LinkedHashMap<>();
    Map<Client, NodeProcess.Report> reports = new LinkedHashMap<>();
    try (ServerProcess server = ServerProcess.start(yaml, errors())) {
      for (Client client : CLIENTS) {
        String uri = "http://127.0.0.1:" + port;
        running.put(client, clients.start(client.script(), uri, "none", client.task()));
      }
      awaitSteps(running);
      server.kill();
      try (ServerProcess again = ServerProcess.start(yaml, errors())) {
        running.values().forEach(NodeProcess::forgetSteps);
        awaitSteps(running);
        for (NodeProcess process : running.values()) {
          process.enough();
        }
        for (Map.Entry<Client, NodeProcess> one : running.entrySet()) {
          reports.put(one.getKey(), one.getValue().report());
        }
        again.stop();
      }
    } finally {
      for (NodeProcess process : running.values()) {
        process.close();
      }
    }
    Map<String, Map<Integer, Integer>> stored = stored();
    reports.forEach((client, said) -> assertPromise(client, said, stored.get(client.event())));
  }

  private static void awaitSteps(Map<Client, NodeProcess> running) throws Exception {
    for (NodeProcess process : running.values()) {
      process.await("sent", 5);
    }
  }

  private static void assertPromise(
      Client client, NodeProcess.Report said, Map<Integer, Integer> stored) {
    if (client.promise() == Promise.AT_LEAST_ONCE) {
      List<?> exported = (List<?>) requireNonNull(said.get("exported"));
      assertThat(exported).as(client.toString()).isNotEmpty();
      assertThat(List.<Object>copyOf(stored.keySet())).as(client.toString()).containsAll(exported);
      return;
    }
    int sent = (Integer) requireNonNull(said.get("sent"));
    assertThat(stored).as(client + " said " + said).hasSize(sent).containsKeys(0, sent - 1);
    assertThat(stored.values()).as(client.toString()).containsOnly(1);
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private Path configuration(int port) throws IOException {
    String yaml =
        """
        EVENT_LOGGER_NAME: db
        EVENT_LOGGERS:
          db: {url: "jdbc:h2:file:FOLDER/events"}
        EVENT_DELIVERY: {directory: "FOLDER/journal", linger: 20ms}
        EVENT_SERVER: {port: PORT, secret_file: "FOLDER/secret"}
        """
            .replace("FOLDER", folder.toString())
            .replace("PORT", Integer.toString(port));
    return Files.writeString(folder.resolve("server.yaml"), yaml);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** How often each step is there, by the name of the events. */
  private Map<String, Map<Integer, Integer>> stored() throws Exception {
    Map<String, Map<Integer, Integer>> stored = new HashMap<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("events"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, event_data FROM \"event_logs\"")) {
      while (rows.next()) {
        Matcher step = STEP.matcher(rows.getString(2));
        assertThat(step.find()).isTrue();
        stored
            .computeIfAbsent(rows.getString(1), name -> new TreeMap<>())
            .merge(Integer.valueOf(step.group(1)), 1, Integer::sum);
      }
    }
    return stored;
  }
}
