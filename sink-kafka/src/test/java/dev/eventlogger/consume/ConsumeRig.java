package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.sink.kafka.SharedBroker;
import dev.eventlogger.testing.kafka.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assumptions;

/** The module's broker, a PostgreSQL server, and what tests do with them. */
final class ConsumeRig {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static EmbeddedPostgres database;

  ConsumeRig() {}

  KafkaBroker broker() {
    return SharedBroker.get();
  }

  /** The port of PostgreSQL, which is started when it is first needed. */
  int port() {
    return database().getPort();
  }

  private static synchronized EmbeddedPostgres database() {
    if (database == null) {
      Assumptions.assumeTrue(
          System.getProperty("os.name").equals("Linux")
              && System.getProperty("os.arch").equals("amd64"),
          "PostgreSQL for this system comes with no artifact");
      try {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres");
        database =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setServerConfig("synchronous_commit", "on")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return database;
  }

  String url() {
    return url(port());
  }

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** The name of a table that no other test uses. */
  static String table() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  /** A topic whose name no other test uses. */
  String topic(int partitions) throws IOException, InterruptedException {
    return topic(partitions, Map.of());
  }

  /**
   * A topic whose name no other test uses.
   *
   * @param settings of the topic, such as {@code cleanup.policy}
   */
  String topic(int partitions, Map<String, String> settings)
      throws IOException, InterruptedException {
    String topic = "events-" + UUID.randomUUID();
    broker().topics().create(topic, partitions, settings);
    return topic;
  }

  /**
   * Settings of a consumer that commits often, and whose absence its group notices soon.
   *
   * @param more further settings of the section, which replace these
   */
  ConsumerSettings settings(String topic, String group, Map<String, Object> more) {
    return ConsumerNode.settings(broker().bootstrap(), topic, group, more);
  }

  /** Numbered events. */
  static List<Event> events(int count) {
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(Event.of(EventDraft.named("order").uid("u" + i % 100).data(Map.of("n", i))));
    }
    return events;
  }

  /** Writes events to a topic. */
  void write(String topic, List<Event> events) throws Exception {
    List<RecordMetadata> unused = send(topic, events);
  }

  /** Writes events, and adds their places to those already known. */
  void write(String topic, List<Event> events, Map<TopicPartition, List<UUID>> places)
      throws Exception {
    List<RecordMetadata> sent = send(topic, events);
    for (int i = 0; i < events.size(); i++) {
      RecordMetadata place = sent.get(i);
      List<UUID> ids =
          places.computeIfAbsent(
              new TopicPartition(place.topic(), place.partition()), key -> new ArrayList<>());
      if (ids.size() != place.offset()) {
        throw new AssertionError(place + " is not behind " + ids.size() + " others");
      }
      ids.add(events.get(i).id());
    }
  }

  private List<RecordMetadata> send(String topic, List<Event> events) throws Exception {
    List<RecordMetadata> places = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Event event : events) {
        byte[] key = String.valueOf(event.uid()).getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, key, event.toJson().getBytes(UTF_8))));
      }
      for (Future<RecordMetadata> one : sent) {
        places.add(one.get());
      }
    }
    return places;
  }

  KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker().bootstrap(), "linger.ms", "5"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** The ids in a table; each must be there once. */
  Set<UUID> ids(String table) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
      while (rows.next()) {
        if (!ids.add(UUID.fromString(rows.getString(1)))) {
          throw new AssertionError("an id stands twice in " + table);
        }
      }
    }
    return ids;
  }

  /** How many rows a table has. */
  int count(String table) {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.next() ? rows.getInt(1) : 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a condition holds. */
  static void await(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + PATIENCE + " for: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
