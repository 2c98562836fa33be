package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.testing.kafka.KafkaBroker;
import dev.eventlogger.testkit.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Servers in front of Kafka, consumers behind it, and PostgreSQL, each as separate processes as in
 * production. Servers reach the broker, and consumers PostgreSQL, through a proxy. For one thread,
 * except for {@link #post}.
 */
final class Cluster implements AutoCloseable {

  static final String TOPIC = "events";
  static final String GROUP = "to-postgres";
  private static final String CHECKPOINTER =
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
  private static final Pattern NUMBER = Pattern.compile("\"n\": ?(\\d+)");

  private final Path folder;
  private final KafkaBroker broker;
  private final TcpProxy toBroker;
  private final EmbeddedPostgres database;
  private final TcpProxy toDatabase;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Integer> ports = new ArrayList<>();
  private final List<CommandProcess> servers = new ArrayList<>();
  private final List<CommandProcess> consumers = new ArrayList<>();
  private final Map<TopicPartition, List<Integer>> records = new HashMap<>();

  private Cluster(Path folder, KafkaBroker broker, TcpProxy toBroker, EmbeddedPostgres database)
      throws IOException {
    this.folder = folder;
    this.broker = broker;
    this.toBroker = toBroker;
    this.database = database;
    toDatabase = TcpProxy.to("127.0.0.1", database.getPort());
  }

  static Cluster start(Path folder, int partitions) throws Exception {
    KafkaBroker broker =
        KafkaBroker.in(folder.resolve("broker")).with("group.min.session.timeout.ms", "1000");
    TcpProxy toBroker = TcpProxy.to("127.0.0.1", broker.proxiedPort());
    broker.behind(toBroker.port()).start();
    broker.topics().create(TOPIC, partitions);
    EmbeddedPostgres database =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(
                Files.createDirectories(folder.resolve("postgres")).toFile())
            .setServerConfig("synchronous_commit", "on")
            .start();
    return new Cluster(folder, broker, toBroker, database);
  }

  KafkaBroker broker() {
    return broker;
  }

  /** The proxy between servers and the broker. */
  TcpProxy toBroker() {
    return toBroker;
  }

  /** The proxy between consumers and PostgreSQL. */
  TcpProxy toDatabase() {
    return toDatabase;
  }

  /** Adds a server, and returns its number. */
  int addServer() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      ports.add(free.getLocalPort());
    }
    int number = ports.size() - 1;
    write(
        "server-" + number,
        line(
            """
            EVENT_LOGGER_NAME: kafka
            EVENT_LOGGERS:
              kafka: {bootstrap_servers: "%s", topic: %s}
            EVENT_DELIVERY: {directory: journal, dead_letters: dead, linger: 20ms}
            EVENT_REPORTS: {every: 0s}
            EVENT_SERVER: {port: %d, secret_file: secret}
            """,
            broker.proxied(), TOPIC, ports.get(number)));
    servers.add(startServer(number));
    return number;
  }

  /** Adds a consumer, and returns its number. */
  int addConsumer() throws IOException {
    int number = consumers.size();
    write(
        "consumer-" + number,
        line(
            """
            EVENT_LOGGER_NAME: db
            EVENT_LOGGERS:
              db: {url: "%s", table: event_logs, pool_size: 2}
            EVENT_DELIVERY: {dead_letters: dead, linger: 20ms}
            EVENT_REPORTS: {every: 0s}
            EVENT_CONSUMER:
              bootstrap_servers: "%s"
              topics: %s
              group: %s
              commit_every: 50ms
              properties: {session.timeout.ms: 3000, heartbeat.interval.ms: 500}
            """,
            url(toDatabase.port()), broker.bootstrap(), TOPIC, GROUP));
    consumers.add(startConsumer(number));
    return number;
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(name)).resolve("event-logger.yaml"), yaml);
  }

  private CommandProcess startServer(int number) throws IOException {
    return CommandProcess.start(folder.resolve("server-" + number), "serve")
        .awaitSaying("listening on");
  }

  private CommandProcess startConsumer(int number) throws IOException {
    return CommandProcess.start(folder.resolve("consumer-" + number), "consume")
        .awaitSaying("consuming");
  }

  /** Kills a server with SIGKILL, and starts another one. */
  void killServer(int number) throws Exception {
    servers.get(number).kill();
    servers.set(number, startServer(number));
  }

  /** Kills a consumer with SIGKILL, and starts another one. */
  void killConsumer(int number) throws Exception {
    consumers.get(number).kill();
    consumers.set(number, startConsumer(number));
  }

  /** Kills the broker with SIGKILL, and starts it again. */
  void killBroker() throws IOException {
    broker.kill();
    broker.start();
  }

  /**
   * Kills one of PostgreSQL's processes with SIGKILL: it then ends all others, including every
   * connection, and recovers from its log, as after any crash.
   */
  void crashDatabase() throws SQLException {
    String victim = query(CHECKPOINTER).get(0);
    boolean unused = ProcessHandle.of(Long.parseLong(victim)).orElseThrow().destroyForcibly();
    CommandProcess.await("PostgreSQL", () -> hasAnotherThan(victim));
  }

  private boolean hasAnotherThan(String victim) {
    try {
      return !query(CHECKPOINTER).contains(victim);
    } catch (SQLException e) {
      return false; // it is recovering
    }
  }

  CommandProcess server(int number) {
    return servers.get(number);
  }

  CommandProcess consumer(int number) {
    return consumers.get(number);
  }

  /** The PostgreSQL process that is the parent of all others. */
  long databasePid() throws SQLException {
    return Long.parseLong(
        query("SELECT pg_read_file('postmaster.pid', 0, 20)")
            .get(0)
            .lines()
            .findFirst()
            .orElseThrow());
  }

  /**
   * Posts numbered events.
   *
   * @return whether the server answered that it accepted all
   */
  boolean post(int server, int from, int count) throws InterruptedException {
    StringBuilder body = new StringBuilder("[");
    for (int n = from; n < from + count; n++) {
      body.append(n == from ? "" : ",")
          .append("{\"uid\":\"user-")
          .append(n % 5000)
          .append("\",\"event_type\":\"CLICK\",\"subject\":\"order:")
          .append(n)
          .append(
              "\",\"event_data\":{\"path\":\"/orders/new\",\"element\":\"APPROVE_BUTTON\",\"n\":")
          .append(n)
          .append("}}");
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(server) + "/v1/events"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.append(']').toString()))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      return answer.statusCode() == 200 && answer.body().contains("\"accepted\":" + count + ",");
    } catch (IOException e) {
      return false;
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url(database.getPort()));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  /** How many rows there are; 0 if the table does not exist yet. */
  int rows() {
    try {
      return Integer.parseInt(query("SELECT count(*) FROM event_logs").get(0));
    } catch (SQLException e) {
      return 0;
    }
  }

  /** The numbers of all rows. */
  List<Integer> numbers() throws SQLException {
    return query("SELECT event_data FROM event_logs").stream().map(Cluster::number).toList();
  }

  /** The numbers of all records, by partition and in order. */
  Map<TopicPartition, List<Integer>> records() throws IOException, InterruptedException {
    Map<TopicPartition, Long> known = new HashMap<>();
    records.forEach((partition, numbers) -> known.put(partition, (long) numbers.size()));
    for (ConsumerRecord<byte[], byte[]> one : broker.topics().read(TOPIC, known)) {
      records
          .computeIfAbsent(new TopicPartition(TOPIC, one.partition()), key -> new ArrayList<>())
          .add(number(new String(one.value(), UTF_8)));
    }
    return records;
  }

  private static int number(String json) {
    Matcher number = NUMBER.matcher(json);
    if (!number.find()) {
      throw new AssertionError("no number in " + json);
    }
    return Integer.parseInt(number.group(1));
  }

  /** How many records the group has committed. */
  long committed() throws IOException, InterruptedException {
    return broker.topics().committed(GROUP).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    servers.forEach(CommandProcess::close);
    consumers.forEach(CommandProcess::close);
    toDatabase.close();
    database.close();
    toBroker.close();
    broker.close();
  }

  /** A formatted line for people. */
  static String line(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}
