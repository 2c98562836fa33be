package org.example.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The cluster does as its page says: an event that either node takes is in the database once. */
@Timeout(300)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64") // no other has PostgreSQL
class ClusterIT {

  private static final int EVENTS = 500;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void bringsWhatBothNodesTakeIntoTheDatabase() throws Exception {
    try (Cluster cluster = Cluster.start(Path.of("").toAbsolutePath(), folder, 0)) {
      for (int node = 0; node < 2; node++) {
        URI address = cluster.addresses().get(node);
        int first = node * EVENTS;
        await("node " + node, () -> isTaken(address, first));
      }
      await("all events", () -> rows(cluster.database()) == 2 * EVENTS);

      cluster.nodes().get(0).kill();
      cluster.consumers().get(0).kill();
      await("the other node", () -> isTaken(cluster.addresses().get(1), 2 * EVENTS));
      await("the other consumer", () -> rows(cluster.database()) == 3 * EVENTS);
      // Repeats what the killed node had taken: the other node gives these events the same ids.
      await("a repetition", () -> isTaken(cluster.addresses().get(1), 0));
      cluster.stop();
      assertThat(rows(cluster.database())).isEqualTo(3 * EVENTS);
    }
  }

  private boolean isTaken(URI node, int first) {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i < first + EVENTS; i++) {
      lines
          .append("{\"id\":\"e-" + i + "\",\"created_at\":\"2026-03-02T08:30:00Z\",\"uid\":\"u")
          .append(i % 20)
          .append("\",\"event_type\":\"CLICK\",\"event_data\":{\"element\":\"RUN\"}}\n");
    }
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/v1/events"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false; // the node does not listen yet
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int rows(String database) {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM event_logs")) {
      return rows.next() ? rows.getInt(1) : 0;
    } catch (SQLException e) {
      return 0; // there is no table yet
    }
  }

  private static void await(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
