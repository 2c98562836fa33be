package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.sink.kafka.KafkaSettings.RecordTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaSettingsTest {

  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ada\""
          + " password=\"se-cret\";";

  private static KafkaSettings of(Map<String, ?> settings) {
    return Section.of("clicks", settings).as(KafkaSettings.class);
  }

  private static void check(Map<String, ?> settings) throws Exception {
    new KafkaEventLogger().check(Section.of("clicks", settings));
  }

  @Test
  void hasDefaultsForAll() {
    KafkaSettings settings = of(Map.of());

    assertThat(settings.bootstrapServers()).containsExactly("localhost:9092");
    assertThat(settings.topic()).isEqualTo("events");
    assertThat(settings.keyBy()).isEqualTo("uid");
    assertThat(settings.format()).isEqualTo(RecordFormat.CANONICAL);
    assertThat(settings.timestamp()).isEqualTo(RecordTime.SENT);
    assertThat(settings.deliveryTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.askingTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(of(Map.of("delivery_timeout", "3s")).askingTime()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bootstrap_servers | kafka | bootstrap_servers: must be brokers as host:port
          bootstrap_servers | a:1,b:2 | bootstrap_servers: must be brokers as host:port
          topic | a/b | topic: must have 1 to 249 letters
          topic | .. | topic: must have 1 to 249 letters
          topic | '' | topic: must have 1 to 249 letters
          topic | a-{day} | topic: holds an unknown placeholder; known are {log}, {event_type}
          topic | a-{ | topic: must have 1 to 249 letters
          key_by | data | key_by: must be uid, subject, id, none, or a member of the data
          key_by | data..a | key_by: must be uid, subject, id, none, or a member of the data
          key_by | user | key_by: must be uid, subject, id, none, or a member of the data
          delivery_timeout | 10ms | delivery_timeout: must be from 1s to 1h, and well below call_timeout
          format | xml | format: must be one of canonical, cloudevents
          timestamp | now | timestamp: must be one of sent, created-at
          """)
  void refuses(String setting, String value, String message) {
    assertThatThrownBy(() -> of(Map.of(setting, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60s | 30s |
          60s | 44s |
          60s | 45s | must be less than call_timeout, 60s, by more than 15s, which may go by
          60s | 55s | before the last record is sent; it is 55s
          10m | 9m |
          20s | 30s | must be less than call_timeout, 20s
          20s | 9s |
          20s | 11s | must be less than call_timeout, 20s, by more than 10999ms
          1800ms | 1s | must be less than call_timeout, 1800ms, by more than 999ms
          """)
  void endsByItselfBeforeACallIsInterrupted(
      String callTimeout, String deliveryTimeout, @Nullable String message) {
    EventLoggerConfig config =
        EventLoggerConfig.parse(
            "test.yaml",
            "EVENT_LOGGER_NAME: kafka\nEVENT_DELIVERY: {call_timeout: "
                + callTimeout
                + "}\nEVENT_LOGGERS: {kafka: {delivery_timeout: "
                + deliveryTimeout
                + "}}",
            Map.of());
    SinkCatalog sinks = SinkCatalog.ofClassPath().with(List.of(new KafkaEventLogger()));
    ThrowingCallable check = () -> EventLogger.check(config, sinks);

    if (message == null) {
      assertThatCode(check).doesNotThrowAnyException();
      return;
    }
    ThrowingCallable open = () -> EventLogger.open(config, new KafkaEventLogger()).close();
    for (ThrowingCallable each : List.of(check, open)) {
      assertThatThrownBy(each)
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("test.yaml: EVENT_LOGGERS.kafka.delivery_timeout: ")
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acks | must not hold acks: it is always all
          enable.idempotence | must not hold enable.idempotence: it is always true
          bootstrap.servers | must not hold bootstrap.servers: set bootstrap_servers
          delivery.timeout.ms | must not hold delivery.timeout.ms: set delivery_timeout
          max.block.ms | must not hold max.block.ms: it follows from delivery_timeout
          retries | must not hold retries: the producer tries until delivery_timeout is over
          key.serializer | must not hold key.serializer: set key_by
          value.serializer | must not hold value.serializer: set format
          transactional.id | must not hold transactional.id: there are no transactions
          compresion.type | hold a name unknown to Kafka; did you mean compression.type?
          """)
  void refusesPropertiesThatAreItsOwnAndSuchAsNobodyKnows(String name, String message) {
    assertThatThrownBy(() -> of(Map.of("properties", Map.of(name, "all"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("properties")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAPropertyThatIsAList() {
    assertThatThrownBy(() -> of(Map.of("properties", Map.of("ssl.cipher.suites", List.of("a")))))
        .hasMessageContaining("must hold single values; Kafka writes lists with commas");
  }

  @Test
  void leavesAPropertyAloneThatAClassOfTheUsersMayRead() {
    assertThatCode(() -> check(Map.of("properties", Map.of("com.example.monitoring.team", "a"))))
        .doesNotThrowAnyException();
  }

  @Test
  void hasKafkaLookAtThePropertiesWithoutConnecting() {
    assertThatCode(
            () ->
                check(
                    Map.of(
                        "properties",
                        Map.of("linger.ms", 5, "compression.type", "zstd", "batch.size", 1000))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check(Map.of("properties", Map.of("linger.ms", "soon"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("properties: Kafka's producer does not take them: look at linger.ms");
    assertThatThrownBy(
            () -> check(Map.of("properties", Map.of("max.in.flight.requests.per.connection", 9))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("properties: Kafka's producer does not take them");
    assertThatThrownBy(
            () -> check(Map.of("properties", Map.of("ssl.truststore.location", "no/such.pem"))))
        .hasMessage("properties: the file of ssl.truststore.location cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          3.9.1, 16384
          4.0.0, 16384
          4.1.1, 16384
          4.2.0, 262144
          4.10.0, 262144
          10.0.0, 262144
          unknown, 262144
          """)
  void collectsLessWhereTheClientSplitsWithoutEnd(String version, int bytes) {
    assertThat(ClientProperties.batchBytes(version)).isEqualTo(bytes);
  }

  @Test
  void showsNoSecretWhereTheProducerCannotBeMade() {
    for (String jaas : List.of(JAAS.replace(";", ""), JAAS.replace("required", "se-cret"))) {
      Map<String, Object> properties =
          Map.of(
              "security.protocol",
              "SASL_PLAINTEXT",
              "sasl.mechanism",
              "PLAIN",
              "sasl.jaas.config",
              jaas);
      assertThatThrownBy(() -> OpenSink.with(Map.of("properties", properties)).close())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("properties: Kafka's producer does not take them")
          .message()
          .doesNotContain("se-cret", "ada");
    }
  }

  @Test
  void showsNoSecretOfASection() {
    Section section =
        Section.of(
            "clicks",
            Map.of(
                "bootstrap_servers",
                "broker:9092",
                "properties",
                Map.of("sasl.jaas.config", JAAS, "ssl.keystore.key", "se-cret")));

    assertThat(section.toString()).contains("broker:9092").doesNotContain("se-cret", "ada");
    assertThat(section.as(KafkaSettings.class).toString()).isEqualTo("KafkaSettings[broker:9092]");
  }
}
