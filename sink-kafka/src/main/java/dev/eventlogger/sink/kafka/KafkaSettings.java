package dev.eventlogger.sink.kafka;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings of a log in Kafka, as docs/sinks.md describes them. Immutable.
 *
 * @param bootstrapServers brokers to begin with, each {@code host:port}
 * @param topic a template for the topics' names
 * @param keyBy what the key of a record is
 * @param format how an event is written
 * @param timestamp which time is the record's
 * @param deliveryTimeout the longest that a record may take, including all of the producer's
 *     retries
 * @param properties further properties of Kafka's producer
 */
record KafkaSettings(
    List<String> bootstrapServers,
    String topic,
    String keyBy,
    RecordFormat format,
    RecordTime timestamp,
    Duration deliveryTimeout,
    Map<String, Object> properties) {

  private static final Pattern SERVER =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9]*://)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_ASKING = Duration.ofSeconds(5);

  /** Which time a record has, which decides how long a topic keeps it. */
  enum RecordTime {
    /** When it was sent. */
    SENT,
    /**
     * When the event happened; when it was sent if that was before 1970, which Kafka cannot
     * express.
     */
    CREATED_AT
  }

  KafkaSettings {
    bootstrapServers = requireNonNullElse(bootstrapServers, List.of("localhost:9092"));
    topic = requireNonNullElse(topic, "events");
    keyBy = requireNonNullElse(keyBy, "uid");
    format = requireNonNullElse(format, RecordFormat.CANONICAL);
    timestamp = requireNonNullElse(timestamp, RecordTime.SENT);
    deliveryTimeout = requireNonNullElse(deliveryTimeout, Duration.ofSeconds(30));
    properties = requireNonNullElse(properties, Map.of());
    List<String> servers = bootstrapServers;
    String template = topic;
    String key = keyBy;
    Map<String, Object> own = properties;
    new Requirements()
        .that(
            !servers.isEmpty() && servers.stream().allMatch(KafkaSettings::isServer),
            "bootstrap_servers",
            "must be brokers as host:port, such as kafka-1.example.org:9092")
        .hold(() -> TopicTemplate.parse(template, "log"))
        .hold(() -> RecordKey.parse(key))
        .that(
            deliveryTimeout.compareTo(SHORTEST) >= 0 && deliveryTimeout.compareTo(LONGEST) <= 0,
            "delivery_timeout",
            "must be from 1s to 1h, and well below call_timeout")
        .hold(() -> ClientProperties.checkNames(own))
        .orThrow();
  }

  private static boolean isServer(String text) {
    return SERVER.matcher(text).matches();
  }

  ClientProperties client(String log) {
    return new ClientProperties(this, log);
  }

  Records records(String log) {
    return new Records(TopicTemplate.parse(topic, log), RecordKey.parse(keyBy), format, timestamp);
  }

  /** How long the producer waits for metadata of a topic, or for memory. */
  Duration askingTime() {
    Duration third = deliveryTimeout.dividedBy(3);
    return third.compareTo(LONGEST_ASKING) < 0 ? third : LONGEST_ASKING;
  }

  /**
   * Refuses a call timeout that could interrupt a call before the producer gives up: what it had on
   * its way would be written, and sent again, in each outage.
   *
   * @throws IllegalArgumentException unless the longest possible write is shorter than the timeout
   */
  KafkaSettings within(Duration callTimeout) {
    Duration waiting = askingTime().multipliedBy(RecordWriter.LONGEST_WAITS);
    if (deliveryTimeout.plus(waiting).compareTo(callTimeout) >= 0) {
      throw new IllegalArgumentException(
          "delivery_timeout: must be less than call_timeout, "
              + shown(callTimeout)
              + ", by more than "
              + shown(waiting)
              + ", which may go by before the last record is sent; it is "
              + shown(deliveryTimeout));
    }
    return this;
  }

  /** The duration as it is written in a configuration file. */
  private static String shown(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  /** The servers alone: the rest may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings" + bootstrapServers;
  }
}
