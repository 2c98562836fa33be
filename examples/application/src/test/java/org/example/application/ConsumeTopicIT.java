package org.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testing.kafka.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ConsumeTopicIT {

  @TempDir private Path folder;

  @Test
  void takesWhatIsInATopicToAFile() throws Exception {
    try (KafkaBroker broker = KafkaBroker.in(folder.resolve("broker")).start()) {
      broker.topics().create("events", 1);
      Event event = Event.of(EventDraft.named("order-placed").data(Map.of("total", 12)));
      write(broker, event.toJson(), "no event");

      String printed =
          new Program(folder)
              .run(ConsumeTopic.class, "consume-topic.yaml", Map.of("KAFKA", broker.bootstrap()));

      assertThat(printed.lines()).endsWith("delivered 2, unreadable 1");
    }
    List<String> lines = Files.readAllLines(folder.resolve("events.ndjson"));
    assertThat(lines).singleElement().asString().contains("\"total\":12");
    assertThat(folder.resolve("dead-letters/_unreadable.ndjson"))
        .content()
        .contains("\"reason\":\"events-0@1: ");
  }

  private static void write(KafkaBroker broker, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("events", value.getBytes(UTF_8))).get();
      }
    }
  }
}
