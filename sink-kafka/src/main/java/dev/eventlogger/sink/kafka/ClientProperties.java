package dev.eventlogger.sink.kafka;

import static java.util.Map.entry;

import dev.eventlogger.config.Secrets;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Requirements;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The properties of Kafka's producer: what this sink depends on, and what the user adds. Immutable.
 */
final class ClientProperties {

  private static final String SETTING = "properties";
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int CAREFUL_BATCH_BYTES = 16 * 1024; // Kafka's default
  private static final int LARGEST_REQUEST = 8 * 1024 * 1024;
  private static final Pattern NAMED = Pattern.compile("configuration ([a-z][a-z0-9.]*)");

  /** Properties that the promises of this sink depend on, and how each is set, if it can be. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          entry("bootstrap.servers", "set bootstrap_servers"),
          entry("delivery.timeout.ms", "set delivery_timeout"),
          entry("max.block.ms", "it follows from delivery_timeout"),
          entry("acks", "it is always all"),
          entry("enable.idempotence", "it is always true"),
          entry("retries", "the producer tries until delivery_timeout is over"),
          entry("key.serializer", "set key_by"),
          entry("value.serializer", "set format"),
          entry("transactional.id", "there are no transactions"),
          entry("transaction.timeout.ms", "there are no transactions"),
          entry("transaction.two.phase.commit.enable", "there are no transactions"));

  private final Map<String, Object> all = new HashMap<>();
  private final String where;

  ClientProperties(KafkaSettings settings, String log) {
    where = String.join(",", settings.bootstrapServers());
    long delivery = settings.deliveryTimeout().toMillis();
    all.put("client.id", "event-logger-" + log);
    all.put("request.timeout.ms", String.valueOf(Math.max(1, delivery / 3)));
    // A batch is handed over as a whole and then flushed, so nothing lingers in fact: a few
    // requests hold much. One request at a time: with a topic just created, the first may be
    // refused and the second accepted, and then the first can never be accepted any more.
    all.put("linger.ms", "100");
    all.put("max.in.flight.requests.per.connection", "1");
    all.put("batch.size", String.valueOf(batchBytes(AppInfoParser.getVersion())));
    // The topic decides how large a record may be.
    all.put("max.request.size", String.valueOf(LARGEST_REQUEST));
    settings.properties().forEach((name, value) -> all.put(name, String.valueOf(value)));
    all.put("bootstrap.servers", where);
    all.put("delivery.timeout.ms", String.valueOf(delivery));
    all.put("max.block.ms", String.valueOf(settings.askingTime().toMillis()));
    all.put("acks", "all");
    all.put("enable.idempotence", "true");
  }

  /**
   * The bytes that the client collects for a partition. If a batch is larger than its topic
   * accepts, a client before 4.2 splits it into parts of this very size, and so endlessly
   * (KAFKA-8350).
   */
  static int batchBytes(String version) {
    return version.matches("[0-3]\\..*|4\\.[01](\\..*)?") ? CAREFUL_BATCH_BYTES : BATCH_BYTES;
  }

  /** The servers, for messages. */
  String where() {
    return where;
  }

  /**
   * Refuses properties that this sink sets itself, and names close to one of Kafka's. Other names
   * are left alone: they may be for a class that one of the properties names.
   *
   * @throws IllegalArgumentException with all that are wrong
   */
  static void checkNames(Map<String, Object> properties) {
    Requirements requirements = new Requirements();
    properties.forEach(
        (name, value) -> {
          String ours = OURS.get(name);
          requirements.that(ours == null, SETTING, "must not hold " + name + ": " + ours);
          boolean isKnown = ours != null || ProducerConfig.configNames().contains(name);
          String meant =
              isKnown ? "" : Suggestions.closest(name, ProducerConfig.configNames()).orElse("");
          requirements
              .that(
                  meant.isEmpty(),
                  SETTING,
                  "hold a name unknown to Kafka; did you mean " + meant + "?")
              .that(
                  !(value instanceof Map<?, ?>) && !(value instanceof List<?>),
                  SETTING,
                  "must hold single values; Kafka writes lists with commas");
        });
    requirements.orThrow();
  }

  /**
   * Has Kafka check the properties, and looks for the files that they name; connects to nothing.
   *
   * @throws IllegalArgumentException if something is wrong
   */
  void check() {
    try {
      Map<String, Object> complete = new HashMap<>(all);
      complete.put("key.serializer", ByteArraySerializer.class);
      complete.put("value.serializer", ByteArraySerializer.class);
      ProducerConfig unused = new ProducerConfig(complete);
    } catch (KafkaException e) {
      throw refused(e);
    }
    all.forEach(
        (name, value) -> {
          if (name.endsWith(".location") && !Files.isReadable(Path.of(value.toString()))) {
            throw new IllegalArgumentException(
                SETTING + ": the file of " + name + " cannot be read");
          }
        });
  }

  /**
   * Makes a producer, which connects in the background.
   *
   * @throws IllegalArgumentException if Kafka does not take the properties
   * @throws SinkException {@code unavailable} if none of the servers has an address now
   */
  Producer<byte[], byte[]> producer() throws SinkException {
    try {
      return new KafkaProducer<>(
          new HashMap<>(all), new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      if (hasNoAddress(e)) {
        throw SinkException.unavailable(where + ": none of the names has an address", null);
      }
      throw refused(e);
    }
  }

  private static boolean hasNoAddress(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).startsWith("No resolvable bootstrap urls")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Kafka's message may quote any value: only the property that it names is shown, if it names one.
   */
  private IllegalArgumentException refused(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String words = String.valueOf(innermost.getMessage());
    Matcher named = NAMED.matcher(words);
    String why = named.find() ? "look at " + named.group(1) : FailureWords.scrubbed(hidden(words));
    return new IllegalArgumentException(SETTING + ": Kafka's producer does not take them: " + why);
  }

  private String hidden(String words) {
    String hidden = words;
    for (Map.Entry<String, Object> property : all.entrySet()) {
      String value = property.getValue().toString();
      if (Secrets.isSecretName(property.getKey()) && !value.isEmpty()) {
        hidden = hidden.replace(value, "…");
      }
    }
    return hidden;
  }
}
