package dev.eventlogger.testing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other tests rely on. */
@Timeout(600)
final class KafkaBrokerIT {

  private static final String TOPIC = "events";

  @TempDir private static Path folder;

  private static KafkaBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = KafkaBroker.in(folder).withUser("ada", "engine").start();
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void keepsItsTopicsAndItsPortsWhenItIsKilledAndStopped() throws Exception {
    broker.topics().create(TOPIC, 2);
    try (var producer = producer(Map.of("bootstrap.servers", broker.bootstrap()))) {
      send(producer, TOPIC, "first");
      broker.kill();
      broker.start();
      send(producer, TOPIC, "second");
      broker.stop();
      broker.start();
      send(producer, TOPIC, "third");
    }

    assertThat(broker.topics().read(TOPIC))
        .extracting(read -> new String(read.value(), UTF_8))
        .containsExactlyInAnyOrder("first", "second", "third");
    assertThat(broker.consoleConsumer("--topic", TOPIC, "--from-beginning", "--max-messages", "3"))
        .contains("first\n", "second\n", "third\n");
    broker.topics().delete(TOPIC);
    assertThatThrownBy(() -> broker.topics().read(TOPIC)).hasMessageContaining("does not host");
  }

  @Test
  void knowsItsUsersAndWhatTheyMayDo() throws Exception {
    String topic = "guarded";
    broker.topics().create(topic, 1);
    try (var producer = producer(broker.secureClient("ada", "engine"))) {
      send(producer, topic, "permitted");
      broker.topics().deny("ada", topic);
      assertThatThrownBy(() -> send(producer, topic, "denied"))
          .hasCauseInstanceOf(TopicAuthorizationException.class);
      broker.topics().permit("ada", topic);
      send(producer, topic, "permitted again");
    }
    try (var producer = producer(broker.secureClient("ada", "guessed"))) {
      assertThatThrownBy(() -> send(producer, topic, "unknown"))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
    assertThat(broker.topics().read(topic)).hasSize(2);
  }

  private static KafkaProducer<String, String> producer(Map<String, String> settings) {
    return new KafkaProducer<>(
        new HashMap<>(settings), new StringSerializer(), new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, String topic, String value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
  }
}
