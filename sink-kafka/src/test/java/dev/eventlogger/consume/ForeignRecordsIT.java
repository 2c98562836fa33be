package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that no event logger has written, and records that no longer exist. */
@Timeout(600)
class ForeignRecordsIT extends ConsumesIntoMemory {

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
    assertThat(committed()).isEqualTo(8);
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

  @Test
  void givesARecordWithoutAnIdTheSameIdWheneverItIsRead() throws Exception {
    String topic = rig.topic(1);
    try (KafkaProducer<byte[], byte[]> producer = rig.producer()) {
      producer.send(new ProducerRecord<>(topic, "{\"name\":\"a\"}".getBytes(UTF_8))).get();
      producer.send(new ProducerRecord<>(topic, "{\"name\":\"a\"}".getBytes(UTF_8))).get();
    }

    consumeUntilEnd(settings(topic));
    consumeUntilEnd(rig.settings(topic, group + "-2", Map.of()));

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

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
