package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.testing.kafka.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A broker for all tests that do it no harm, and topics on it that nobody else has. */
final class SharedBroker {

  static final String USER = "ada";
  static final String PASSWORD = "the-user's-password";

  private static KafkaBroker broker;

  private SharedBroker() {}

  static synchronized KafkaBroker get() {
    if (broker == null) {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "kafka");
        broker = KafkaBroker.in(folder).withUser(USER, PASSWORD).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return broker;
  }

  /** Makes a topic of one partition. */
  static String topic(Map<String, String> settings) throws Exception {
    String topic = "topic-" + UUID.randomUUID();
    get().topics().create(topic, 1, settings);
    return topic;
  }

  static Map<String, Object> settings(String topic) {
    return new HashMap<>(Map.of("bootstrap_servers", get().bootstrap(), "topic", topic));
  }

  /** The values of all records of a topic. */
  static List<String> values(String topic) throws Exception {
    return get().topics().read(topic).stream().map(SharedBroker::value).toList();
  }

  static String value(ConsumerRecord<byte[], byte[]> read) {
    return new String(read.value(), UTF_8);
  }
}
