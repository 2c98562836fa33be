package org.example.cluster;

import dev.eventlogger.testing.kafka.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cluster on one machine: two nodes that take events over HTTP and write them to a Kafka broker,
 * and two consumers that deliver them from there to PostgreSQL. Each is a process. Not thread-safe.
 */
final class Cluster implements AutoCloseable {

  private static final String TOPIC = "events";
  private static final int PARTITIONS = 4;

  private final KafkaBroker broker;
  private final EmbeddedPostgres postgres;
  private final List<URI> addresses = new ArrayList<>();
  private final List<Member> nodes = new ArrayList<>();
  private final List<Member> consumers = new ArrayList<>();
  private final List<Member> viewers = new ArrayList<>();

  private Cluster(KafkaBroker broker, EmbeddedPostgres postgres) {
    this.broker = broker;
    this.postgres = postgres;
  }

  /**
   * Starts a cluster.
   *
   * @param configurations the folder with {@code node.yaml} and the others
   * @param folder where the cluster keeps its files
   * @param firstPort the port of the first node; the other node and the viewer take the next ones;
   *     0 for free ports, and no viewer
   */
  static Cluster start(Path configurations, Path folder, int firstPort)
      throws IOException, InterruptedException {
    KafkaBroker broker = KafkaBroker.in(folder.resolve("kafka")).start();
    Path data = Files.createDirectories(folder.resolve("postgresql"));
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setOverrideWorkingDirectory(data.toFile()).start();
    Cluster cluster = new Cluster(broker, postgres);
    try {
      broker.topics().create(TOPIC, PARTITIONS);
      cluster.startMembers(configurations, folder, firstPort);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startMembers(Path configurations, Path folder, int firstPort) throws IOException {
    Map<String, String> environment =
        Map.of(
            "BROKER", broker.bootstrap(),
            "DATABASE", database(),
            "SECRET", folder.resolve("server.secret").toString());
    for (int i = 1; i <= 2; i++) {
      int port = firstPort == 0 ? freePort() : firstPort + i - 1;
      addresses.add(URI.create("http://127.0.0.1:" + port));
      nodes.add(
          Member.start(
              "node-" + i,
              serve(configurations.resolve("node.yaml"), port),
              environment,
              folder.resolve("node-" + i)));
      consumers.add(
          Member.start(
              "consumer-" + i,
              List.of("consume", "--config", configurations.resolve("consumer.yaml").toString()),
              environment,
              folder.resolve("consumer-" + i)));
    }
    if (firstPort != 0) {
      viewers.add(
          Member.start(
              "viewer",
              serve(configurations.resolve("viewer.yaml"), firstPort + 2),
              environment,
              folder.resolve("viewer")));
    }
  }

  private static List<String> serve(Path configuration, int port) {
    return List.of("serve", "--config", configuration.toString(), "--port", Integer.toString(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  KafkaBroker broker() {
    return broker;
  }

  /** The JDBC URL of the database. */
  String database() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
  }

  /** Where the nodes take events. */
  List<URI> addresses() {
    return addresses;
  }

  List<Member> nodes() {
    return nodes;
  }

  List<Member> consumers() {
    return consumers;
  }

  /** All processes of the command. */
  List<Member> members() {
    List<Member> all = new ArrayList<>(nodes);
    all.addAll(consumers);
    all.addAll(viewers);
    return all;
  }

  /**
   * Stops the cluster in good order: the nodes first, so that the consumers get what the nodes have
   * taken.
   */
  void stop() throws InterruptedException {
    for (Member member : members()) {
      member.stop();
    }
    broker.stop();
  }

  @Override
  public void close() throws IOException {
    members().forEach(Member::close);
    broker.close();
    postgres.close();
  }
}
