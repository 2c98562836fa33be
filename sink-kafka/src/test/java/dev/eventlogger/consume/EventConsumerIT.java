package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, into memory. */
@Timeout(180)
class EventConsumerIT {

  @TempDir static Path brokers;

  private static ConsumeRig rig;

  @TempDir private Path folder;

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private final String group = "group-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    rig = ConsumeRig.start(brokers);
  }

  @AfterAll
  static void stop() throws IOException {
    rig.close();
  }

  private EventLogger open(Map<String, Object> delivery) {
    Map<String, Object> all = new HashMap<>(Map.of("linger", "20ms"));
    all.put("dead_letters", folder.resolve("dead").toString());
    all.putAll(delivery);
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                all,
                "EVENT_REPORTS",
                Map.of("every", "0s")));
    return EventLogger.open(config, sink);
  }

  private ConsumerSettings settings(String topic) {
    return ConsumerSettings.of(List.of(rig.broker().bootstrap()), List.of(topic), group, List.of());
  }

  private ConsumerSettings fromTheBeginning(String topic) {
    return EventLoggerConfig.of(
            Map.of(
                ConsumerSection.KEY,
                Map.of(
                    "bootstrap_servers",
                    rig.broker().bootstrap(),
                    "topics",
                    topic,
                    "group",
                    group,
                    "from_beginning",
                    true)))
        .section(ConsumerSection.KEY)
        .as(ConsumerSettings.class);
  }

  /** With no more than 1,000 records on their way. */
  private ConsumerSettings bounded(
      String topic, Duration drainTimeout, Map<String, String> properties) {
    return new ConsumerSettings(
        List.of(rig.broker().bootstrap()),
        List.of(topic),
        group,
        List.of(),
        false,
        false,
        1_000,
        1_000_000L,
        Duration.ofMillis(50),
        drainTimeout,
        properties);
  }

  private List<UUID> ids() {
    return sink.events().stream().map(Event::id).toList();
  }

  private static long total(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void deliversWhatIsThereCommitsItAndEnds() throws Exception {
    String topic = rig.topic(3);
    List<Event> events = ConsumeRig.events(5_000);
    rig.write(topic, events);

    try (EventLogger logger = open(Map.of());
        EventConsumer consumer = EventConsumer.open(logger, settings(topic).endingAtTheEnd())) {
      ConsumerState end = consumer.run();

      assertThat(ids())
          .containsExactlyInAnyOrderElementsOf(events.stream().map(Event::id).toList());
      assertThat(end.delivered()).isEqualTo(5_000);
      assertThat(end.lag()).isZero();
      assertThat(end.inFlight()).isZero();
      assertThat(rig.broker().topics().committed(group))
          .isEqualTo(rig.broker().topics().ends(topic));
      assertThat(logger.ledger().accepted()).isEqualTo(5_000);
    }
  }

  @Test
  void goesOnWhereTheGroupIsOrFromTheBeginningAgain() throws Exception {
    String topic = rig.topic(2);
    rig.write(topic, ConsumeRig.events(50));
    consumeUntilEnd(settings(topic));
    rig.write(topic, ConsumeRig.events(30));

    consumeUntilEnd(settings(topic));
    assertThat(sink.events()).hasSize(80);

    ConsumerSettings again = fromTheBeginning(topic);
    consumeUntilEnd(again);
    assertThat(sink.events()).hasSize(160);
  }

  private ConsumerState consumeUntilEnd(ConsumerSettings settings) throws Exception {
    try (EventLogger logger = open(Map.of());
        EventConsumer consumer = EventConsumer.open(logger, settings.endingAtTheEnd())) {
      return consumer.run();
    }
  }

  @Test
  void doesNotRewindAGroupThatHasMembers() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(5));
    try (EventLogger logger = open(Map.of());
        RunningConsumer running = new RunningConsumer(logger, settings(topic))) {
      ConsumeRig.await("the first", () -> running.state().delivered() == 5);
      ConsumerSettings again = fromTheBeginning(topic);

      assertThatThrownBy(() -> consumeUntilEnd(again))
          .isInstanceOf(ConsumerException.class)
          .hasMessageContaining("has members");
    }
  }

  @Test
  void commitsNothingThatItsDestinationDoesNotHave() throws Exception {
    String topic = rig.topic(2);
    AtomicBoolean isAway = new AtomicBoolean(true);
    sink.retryIf(event -> isAway.get());
    rig.write(topic, ConsumeRig.events(3_000));

    try (EventLogger logger = open(Map.of("queue_events", 500));
        RunningConsumer running =
            new RunningConsumer(
                logger,
                bounded(
                    topic,
                    Duration.ofSeconds(1),
                    Map.of("max.poll.interval.ms", "6000", "max.poll.records", "200")))) {
      ConsumeRig.await("a pause", () -> running.state().paused());
      long begun = System.nanoTime();
      // Longer than max.poll.interval.ms: who did not poll would be out of the group.
      ConsumeRig.await("9 s", () -> System.nanoTime() - begun > 9_000_000_000L);
      assertThat(total(rig.broker().topics().committed(group))).isZero();
      assertThat(running.state().lag()).isGreaterThanOrEqualTo(1_000);
      assertThat(running.state().inFlight()).isBetween(1_000L, 1_200L);
      assertThat(running.state().rebalances()).isEqualTo(1);

      isAway.set(false);
      ConsumeRig.await("all", () -> running.state().delivered() == 3_000);
      ConsumeRig.await("no lag", () -> running.state().lag() == 0);
    }
    assertThat(ids()).doesNotHaveDuplicates().hasSize(3_000);
    assertThat(rig.broker().topics().committed(group)).isEqualTo(rig.broker().topics().ends(topic));
  }

  @Test
  void leavesUncommittedWhatIsNotDeliveredAtTheEnd() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(100));
    sink.failNext(100_000, SinkException.unavailable("away", null));

    try (EventLogger logger = open(Map.of("close_timeout", "100ms"));
        RunningConsumer running =
            new RunningConsumer(logger, bounded(topic, Duration.ofMillis(300), Map.of()))) {
      ConsumeRig.await("records", () -> running.state().inFlight() == 100);
    }
    assertThat(total(rig.broker().topics().committed(group))).isZero();
  }

  @Test
  void commitsWhatIsBuried() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(100));
    sink.rejectIf(event -> (Integer) event.data().get("n") % 10 == 0);

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(sink.events()).hasSize(90);
    assertThat(end.delivered()).isEqualTo(100);
    assertThat(total(rig.broker().topics().committed(group))).isEqualTo(100);
    assertThat(Files.readAllLines(folder.resolve("dead/in-memory.ndjson"))).hasSize(10);
  }

  @Test
  void buriesWhatIsNoEventAndSaysWhereItStood() throws Exception {
    String topic = rig.topic(1);
    List<Event> events = ConsumeRig.events(3);
    rig.write(topic, events.subList(0, 1));
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      for (byte[] bad :
          new byte[][] {
            "{\"no\":".getBytes(UTF_8), {(byte) 0xff, 0, 1}, {}, null, "[1]".getBytes(UTF_8)
          }) {
        producer.send(new ProducerRecord<>(topic, bad)).get();
      }
    }
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      for (Event event : events.subList(1, 3)) {
        producer.send(new ProducerRecord<>(topic, event.toJson().getBytes(UTF_8))).get();
      }
    }

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(ids()).containsExactlyElementsOf(events.stream().map(Event::id).toList());
    assertThat(end.unreadable()).isEqualTo(5);
    assertThat(total(rig.broker().topics().committed(group))).isEqualTo(8);
    List<String> letters = Files.readAllLines(folder.resolve("dead/_unreadable.ndjson"));
    assertThat(letters).hasSize(5);
    assertThat(letters.get(0))
        .contains("\"reason\":\"" + topic + "-0@1: ")
        .contains("\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1")
        .contains("\"value\":\"{\\\"no\\\":\"");
    assertThat(letters.get(1)).contains("\"value_base64\":\"/wAB\"");
    assertThat(letters.get(3)).contains(topic + "-0@4: the value: is null");
  }

  @Test
  void sharesPartitionsAndLosesNoneWhenMembersComeAndGo() throws Exception {
    String topic = rig.topic(6);
    List<Event> events = ConsumeRig.events(20_000);
    try (EventLogger logger = open(Map.of());
        RunningConsumer first = new RunningConsumer(logger, settings(topic))) {
      rig.write(topic, events.subList(0, 5_000));
      try (RunningConsumer second = new RunningConsumer(logger, settings(topic))) {
        ConsumeRig.await("both have some", () -> second.state().partitions().size() == 3);
        rig.write(topic, events.subList(5_000, 15_000));
        ConsumeRig.await("the second works", () -> second.state().delivered() > 0);
      }
      rig.write(topic, events.subList(15_000, 20_000));
      ConsumeRig.await("one has all", () -> first.state().partitions().size() == 6);
      ConsumeRig.await("no lag", () -> first.state().lag() == 0 && isAllCommitted(topic));
    }
    assertThat(new HashSet<>(ids()))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(Event::id).toList());
    // Each member drained what it had before it gave a partition away: none had to come twice.
    assertThat(ids()).hasSize(20_000);
  }

  private boolean isAllCommitted(String topic) {
    try {
      return rig.broker().topics().committed(group).equals(rig.broker().topics().ends(topic));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void takesInCloudEventsOfOthersOnce() throws Exception {
    String topic = rig.topic(1);
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      for (int i = 0; i < 2; i++) {
        ProducerRecord<byte[], byte[]> binary =
            new ProducerRecord<>(topic, "{\"total\":12.5}".getBytes(UTF_8));
        header(binary, "ce_specversion", "1.0");
        header(binary, "ce_id", "A-17");
        header(binary, "ce_source", "https://shop.example.org/orders");
        header(binary, "ce_type", "order-placed");
        header(binary, "content-type", "application/json");
        producer.send(binary).get();
      }
      ProducerRecord<byte[], byte[]> structured =
          new ProducerRecord<>(
              topic,
              ("{\"specversion\":\"1.0\",\"id\":\"A-18\",\"source\":\"/orders\",\"type\":\"order-sent\","
                      + "\"time\":\"2026-03-02T08:30:00Z\",\"data\":{\"by\":\"ship\"}}")
                  .getBytes(UTF_8));
      header(structured, "content-type", "application/cloudevents+json; charset=UTF-8");
      producer.send(structured).get();
    }

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(end.unreadable()).isZero();
    List<Event> events = sink.events();
    assertThat(events)
        .extracting(Event::name)
        .containsExactly("order-placed", "order-placed", "order-sent");
    assertThat(events.get(0).data()).containsEntry("total", 12.5);
    assertThat(events.get(0).context())
        .containsEntry("source", "https://shop.example.org/orders")
        .containsEntry("source_id", "A-17");
    assertThat(events.get(1).id()).isEqualTo(events.get(0).id());
    assertThat(events.get(2).createdAt()).isEqualTo("2026-03-02T08:30:00Z");
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  @Test
  void givesARecordWithoutAnIdTheSameIdWheneverItIsRead() throws Exception {
    String topic = rig.topic(1);
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      producer.send(new ProducerRecord<>(topic, "{\"name\":\"a\"}".getBytes(UTF_8))).get();
      producer.send(new ProducerRecord<>(topic, "{\"name\":\"a\"}".getBytes(UTF_8))).get();
    }

    consumeUntilEnd(settings(topic));
    consumeUntilEnd(
        ConsumerSettings.of(
            List.of(rig.broker().bootstrap()), List.of(topic), group + "-2", List.of()));

    List<UUID> ids = ids();
    assertThat(ids.subList(0, 2)).doesNotHaveDuplicates();
    assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2));
    assertThat(sink.events().get(2).createdAt()).isEqualTo(sink.events().get(0).createdAt());
  }

  @Test
  void saysHowManyRecordsTheRetentionHasRemoved() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(10));
    consumeUntilEnd(settings(topic));
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      for (Event event : ConsumeRig.events(10)) {
        producer.send(new ProducerRecord<>(topic, event.toJson().getBytes(UTF_8))).get();
      }
    }
    rig.broker()
        .topics()
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(14)))
        .all()
        .get();

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(end.skipped()).isEqualTo(4);
    assertThat(sink.events()).hasSize(16);
  }

  @Test
  void saysWhatIsWrongBeforeItBegins() throws Exception {
    try (EventLogger logger = open(Map.of())) {
      assertThatThrownBy(() -> run(logger, settings("no-such-topic")))
          .isInstanceOf(ConsumerException.class)
          .hasMessage(
              "topic no-such-topic: is not there, at "
                  + rig.broker().bootstrap()
                  + "; make it, or correct its name");
      assertThatThrownBy(
              () ->
                  EventConsumer.open(
                      logger,
                      ConsumerSettings.of(List.of("a:1"), List.of("t"), group, List.of("nowhere"))))
          .hasMessageContaining("there is no log \"nowhere\"");
    }
    EventLoggerConfig keepsNone = EventLoggerConfig.of(Map.of("EVENT_LOGGER_NAME", "in-memory"));
    try (EventLogger logger = EventLogger.open(keepsNone, new InMemoryEventLogger())) {
      assertThatThrownBy(() -> EventConsumer.open(logger, settings("t")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keeps no dead letters");
    }
  }

  private static void run(EventLogger logger, ConsumerSettings settings) throws Exception {
    try (EventConsumer consumer = EventConsumer.open(logger, settings)) {
      ConsumerState unused = consumer.run();
    }
  }

  @Test
  void endsWithNothingWhereNothingIs() throws Exception {
    assertThat(consumeUntilEnd(settings(rig.topic(2))).records()).isZero();
    assertThat(sink.events()).isEmpty();
  }
}
