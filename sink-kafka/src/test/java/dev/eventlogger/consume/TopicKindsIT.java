package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics in which not every offset has a record: topics with transactions, and compacted ones. */
@Timeout(600)
class TopicKindsIT extends ConsumesIntoMemory {

  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact",
          "segment.bytes", "1048576",
          "segment.ms", "100",
          "min.cleanable.dirty.ratio", "0.01",
          "delete.retention.ms", "600000");

  @Test
  void takesWhatWasCommittedAndNothingThatWasTakenBack() throws Exception {
    String topic = rig.topic(1);
    List<Event> events = ConsumeRig.events(30);
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.initTransactions();
      transact(producer, topic, events.subList(0, 10));
      producer.commitTransaction();
      transact(producer, topic, events.subList(10, 20));
      producer.abortTransaction();
      transact(producer, topic, events.subList(20, 30));
      producer.commitTransaction();
    }

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(sink.events())
        .extracting(event -> event.data().get("n"))
        .hasSize(20)
        .doesNotContain(10, 19);
    assertThat(end.unreadable()).isZero();
    assertThat(end.lag()).isZero();
    // The markers of the three transactions have offsets, too, and one is the very last.
    assertThat(committed()).isEqualTo(33);
  }

  @Test
  void endsWhereAllWasTakenBack() throws Exception {
    String topic = rig.topic(1);
    try (KafkaProducer<byte[], byte[]> producer = transactional()) {
      producer.initTransactions();
      transact(producer, topic, ConsumeRig.events(3));
      producer.abortTransaction();
    }

    assertThat(consumeUntilEnd(settings(topic)).records()).isZero();
    assertThat(committed()).isEqualTo(4);
  }

  @Test
  void waitsForATransactionThatIsNotOver() throws Exception {
    String topic = rig.topic(1);
    try (KafkaProducer<byte[], byte[]> producer = transactional();
        EventLogger logger = open(Map.of());
        RunningConsumer running = new RunningConsumer(logger, settings(topic))) {
      producer.initTransactions();
      transact(producer, topic, ConsumeRig.events(3));
      rig.write(topic, ConsumeRig.events(2)); // after it, and not to be read before it
      ConsumeRig.await("a partition", () -> running.state().partitions().size() == 1);
      assertThat(running.state().records()).isZero();

      producer.commitTransaction();

      ConsumeRig.await("all", () -> running.state().delivered() == 5);
      ConsumeRig.await("the mark", () -> isAllCommitted(topic));
    }
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", rig.broker().bootstrap(), "transactional.id", group),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void transact(
      KafkaProducer<byte[], byte[]> producer, String topic, List<Event> events) {
    producer.beginTransaction();
    for (Event event : events) {
      var unused = producer.send(new ProducerRecord<>(topic, event.toJson().getBytes(UTF_8)));
    }
    producer.flush();
  }

  @Test
  void takesWhatACompactedTopicHasLeftAndBuriesItsTombstones() throws Exception {
    String topic = rig.topic(1, COMPACTED);
    List<Event> events = ConsumeRig.events(5);
    for (Event event : events.subList(0, 3)) {
      write(topic, "same", event.toJson().getBytes(UTF_8));
    }
    write(topic, "gone", events.get(3).toJson().getBytes(UTF_8));
    write(topic, "gone", null);
    write(topic, "last", events.get(4).toJson().getBytes(UTF_8));
    ConsumeRig.await("compaction", () -> isCompacted(topic));

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(ids()).containsExactly(events.get(2).id(), events.get(4).id());
    assertThat(end.unreadable()).isEqualTo(1);
    assertThat(end.lag()).isZero();
    assertThat(isAllCommitted(topic)).isTrue();
    assertThat(Files.readAllLines(folder.resolve("dead/_unreadable.ndjson")))
        .singleElement()
        .asString()
        .contains("the value: is null");
  }

  /** Writes each record to a segment of its own, since the last segment is never compacted. */
  private void write(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
    }
    long written = System.nanoTime();
    ConsumeRig.await("segment.ms", () -> System.nanoTime() - written > 110_000_000);
  }

  private boolean isCompacted(String topic) {
    try {
      return rig.broker().topics().read(topic).size() <= 3;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
