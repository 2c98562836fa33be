package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testing.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code consume}, and what {@code doctor} says about it, on a real broker. */
@Timeout(180)
class ConsumeIT {

  @TempDir static Path servers;

  private static KafkaBroker broker;

  @TempDir private Path folder;

  private final String topic = "events-" + UUID.randomUUID();
  private Path config;

  @BeforeAll
  static void start() throws IOException {
    broker = KafkaBroker.in(servers).start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void configure() throws Exception {
    broker.topics().create(topic, 2);
    config = config("file", "EVENT_DELIVERY: {dead_letters: " + folder.resolve("dead") + "}");
  }

  private Path config(String names, String delivery) throws IOException {
    return Files.writeString(
        folder.resolve("event-logger.yaml"),
        String.join(
            "\n",
            "EVENT_LOGGER_NAME: " + names,
            "EVENT_LOGGERS:",
            "  file: {path: " + folder.resolve("events.ndjson") + "}",
            delivery,
            "EVENT_REPORTS: {every: 0s}",
            "EVENT_CONSUMER: {bootstrap_servers: \""
                + broker.bootstrap()
                + "\", group: "
                + group()
                + "}"));
  }

  private String group() {
    return "group-" + topic;
  }

  private static List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Event.of(EventDraft.named("order").data(Map.of("n", i))));
    }
    return events;
  }

  private void write(List<String> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        Future<?> unused = producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
      }
    }
  }

  private List<String> delivered() throws IOException {
    return Files.readAllLines(folder.resolve("events.ndjson"));
  }

  @Test
  void deliversUntilTheEndAndSaysWhatBecameOfAll() throws Exception {
    List<String> lines = events(500).stream().map(Event::toJson).toList();
    write(lines);

    CommandRun run = CommandRun.of("consume", "-c", config, "--topic", topic, "--until-end");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines())
        .containsExactly(
            "consuming " + topic + " as group " + group(),
            "read 500: delivered 500, unreadable 0, not delivered 0",
            "  file: taken 500: delivered 500, dead 0, pending 0, lost 0");
    assertThat(delivered()).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(broker.topics().committed(group())).isEqualTo(broker.topics().ends(topic));
  }

  @Test
  void endsWithOneWhereARecordIsNoEvent() throws Exception {
    write(List.of("no event", events(1).get(0).toJson()));

    CommandRun run = CommandRun.of("consume", "-c", config, "--topic", topic, "--until-end");
    CommandRun letters = CommandRun.of("dead-letters", "list", "-c", config);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("read 2: delivered 1, unreadable 1, not delivered 0");
    assertThat(delivered()).hasSize(1);
    assertThat(letters.out()).contains("_unreadable");
  }

  @Test
  void saysWhatIsWrongBeforeItBegins() throws Exception {
    CommandRun noTopic = CommandRun.of("consume", "-c", config);
    CommandRun absent = CommandRun.of("consume", "-c", config, "--topic", "no-such-topic");
    CommandRun noLog = CommandRun.of("consume", "-c", config, "--topic", topic, "--to", "db");
    CommandRun noLetters =
        CommandRun.of("consume", "-c", config("file", ""), "--topic", topic, "--until-end");
    CommandRun several =
        CommandRun.of(
            "consume", "-c", config("[file, console]", ""), "--topic", topic, "--until-end");

    assertThat(noTopic.err()).contains("topics is required: the topics to consume");
    assertThat(absent.err())
        .contains("topic no-such-topic: is not there, at " + broker.bootstrap());
    assertThat(noLog.err()).contains("--to: there is no log \"db\" (there is: file)");
    assertThat(noLetters.err()).contains("log file: keeps no dead letters");
    assertThat(several.err())
        .contains("--to: which of the logs get the events? There is: file, console");
    assertThat(List.of(noTopic, absent, noLog, noLetters, several))
        .extracting(CommandRun::exitCode)
        .containsOnly(2);
  }

  @Test
  void deliversAndCommitsWhatIsOnItsWayWhenItIsTerminated() throws Exception {
    try (CommandProcess consume =
        CommandProcess.start(folder, "consume", "-c", config.toString(), "--topic", topic)) {
      consume.awaitSaying("consuming");
      write(events(5_000).stream().map(Event::toJson).toList());
      Path file = folder.resolve("events.ndjson");
      CommandProcess.await("some", () -> file.toFile().length() > 0);

      assertThat(consume.terminate()).isEqualTo(143);

      assertThat(consume.said()).contains("not delivered 0").contains("lost 0");
      long committed =
          broker.topics().committed(group()).values().stream().mapToLong(Long::longValue).sum();
      assertThat(delivered()).hasSize((int) committed);
    }
  }

  @Test
  void hasTheDoctorSayHowFarBehindTheGroupIs() throws Exception {
    String text = Files.readString(config);
    Files.writeString(config, text.replace("group: ", "topics: [" + topic + "], group: "));
    CommandRun before = CommandRun.of("doctor", "-c", config);
    write(events(7).stream().map(Event::toJson).toList());
    CommandRun behind = CommandRun.of("doctor", "-c", config);
    CommandRun late = CommandRun.of("doctor", "-c", config, "--patience", "1ms");

    assertThat(before.out()).contains("topic " + topic + ": lag 0");
    assertThat(behind.out())
        .contains("topic " + topic + ": lag 7")
        .contains("! group " + group() + ": nobody consumes; start event-logger consume");
    assertThat(late.out()).contains("records that have waited for longer than --patience: 7");
    assertThat(behind.exitCode()).isEqualTo(1);
  }
}
