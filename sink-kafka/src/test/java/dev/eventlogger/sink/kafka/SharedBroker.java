package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.testing.kafka.KafkaBroker;
import dev.eventlogger.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker for all tests of the module, one after the other, with topics that only one test uses. A
 * test that kills it must start it again.
 */
public final class SharedBroker {

  public static final String USER = "ada";
  public static final String PASSWORD = "the-user's-password";

  private static KafkaBroker broker;
  private static TcpProxy proxy;

  private SharedBroker() {}

  /** The broker, which is started when it is first needed, and ends with this JVM. */
  public static synchronized KafkaBroker get() {
    if (broker == null) {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "kafka");
        KafkaBroker made =
            KafkaBroker.in(folder)
                .withUser(USER, PASSWORD)
                .with("group.min.session.timeout.ms", "1000")
                .with("group.consumer.min.heartbeat.interval.ms", "300")
                .with("group.consumer.heartbeat.interval.ms", "300")
                .with("log.cleaner.backoff.ms", "200");
        proxy = TcpProxy.to("127.0.0.1", made.proxiedPort());
        broker = made.behind(proxy.port()).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return broker;
  }

  /** The proxy in front of it, for clients that connect to {@link KafkaBroker#proxied}. */
  static synchronized TcpProxy proxy() {
    KafkaBroker unused = get();
    return proxy;
  }

  /** Creates a topic with one partition. */
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
