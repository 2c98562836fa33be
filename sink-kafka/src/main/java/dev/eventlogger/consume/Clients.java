package dev.eventlogger.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes Kafka's clients for settings, and closes them. Stateless, thread-safe. */
final class Clients {

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final String PROTOCOL = "group.protocol";

  private Clients() {}

  /** The settings that consumers and admin clients share. */
  static Map<String, Object> common(ConsumerSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.properties());
    properties.put("bootstrap.servers", settings.servers());
    return properties;
  }

  /**
   * A consumer of raw bytes: this package parses them itself, so that no record fails in Kafka's
   * client.
   */
  static Consumer<byte[], byte[]> consumer(ConsumerSettings settings) {
    return consumer(settings, Map.of());
  }

  /**
   * The same.
   *
   * @param more properties, in place of those of the settings
   */
  static Consumer<byte[], byte[]> consumer(ConsumerSettings settings, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("client.id", "event-logger-" + settings.group());
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", Math.min(2_000, settings.mostEvents()));
    properties.putAll(common(settings));
    String protocol = String.valueOf(properties.getOrDefault(PROTOCOL, "classic"));
    if (!protocol.toLowerCase(Locale.ROOT).equals("consumer")) {
      properties.putIfAbsent(
          "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    }
    properties.put("group.id", settings.group());
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "none");
    properties.put("allow.auto.create.topics", false);
    properties.putAll(more);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What is wrong with the properties, in the words of the failure's cause. */
  static String words(KafkaException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? Troubles.words(failure) : Troubles.words(cause);
  }

  /** Leaves the group, so that the others get its partitions at once. */
  @SuppressWarnings("deprecation") // its replacement came with 4.1; this runs with 3.9 too
  static void close(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CLOSING);
    } catch (KafkaException e) {
      // The brokers will notice that this member is gone.
    }
  }
}
