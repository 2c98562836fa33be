package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users, passwords and permissions, over TLS. */
@Timeout(120)
final class SecurityIT {

  @Test
  void comesAsAUserOverTls() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    try (OpenSink sink = OpenSink.with(secure(topic, SharedBroker.PASSWORD))) {
      assertThat(sink.log(OpenSink.clicks(3))).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(SharedBroker.values(topic)).hasSize(3);
  }

  @Test
  void waitsForAPersonWhereThePasswordIsWrongAndShowsIt() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    try (OpenSink sink = OpenSink.with(secure(topic, "guessed-password"))) {
      for (int i = 0; i < 2; i++) {
        SinkException failure =
            catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(3)));

        assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
        assertThat(failure)
            .hasMessageEndingWith(
                "the broker does not let us in; look at the sasl properties, user and password");
        assertThat(failure.toString()).doesNotContain("guessed", SharedBroker.PASSWORD);
      }
    }
  }

  @Test
  void leavesNoProducerBehindThatTriesAWrongPasswordForEver() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    try (OpenSink sink = OpenSink.with(secure(topic, "guessed-password"))) {
      assertThatThrownBy(() -> sink.log(OpenSink.clicks(1))).isInstanceOf(SinkException.class);

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("event-logger-clicks"));
    }
  }

  @Test
  void waitsForAPersonWhereTheCertificateIsNotTrusted() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    Map<String, Object> settings = secure(topic, SharedBroker.PASSWORD);
    Map<String, Object> properties = new HashMap<>(map(settings));
    properties.keySet().removeIf(name -> name.startsWith("ssl."));
    settings.put("properties", properties);
    try (OpenSink sink = OpenSink.with(settings)) {
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(1)));

      assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
      assertThat(failure).hasMessageContaining("no secure connection; look at the ssl properties");
    }
  }

  @Test
  void waitsWhileAPermissionIsTakenAwayAndGoesOnWhenItIsBack() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    List<Event> events = OpenSink.clicks(5);
    try (OpenSink sink = OpenSink.with(secure(topic, SharedBroker.PASSWORD))) {
      assertThat(sink.log(events.subList(0, 2))).isEqualTo(DeliveryResult.DELIVERED);
      SharedBroker.get().topics().deny(SharedBroker.USER, topic);
      List<Event> rest = events.subList(2, 5);
      SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(rest));

      assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
      assertThat(failure)
          .hasMessageEndingWith(
              "topic "
                  + topic
                  + ": not permitted; the user needs the operations Describe and Write"
                  + " on it");

      SharedBroker.get().topics().permit(SharedBroker.USER, topic);
      assertThat(sink.log(rest)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(SharedBroker.values(topic)).hasSize(5);
  }

  private static Map<String, Object> secure(String topic, String password) {
    Map<String, String> client = SharedBroker.get().secureClient(SharedBroker.USER, password);
    Map<String, Object> properties = new HashMap<>(client);
    Object servers = properties.remove("bootstrap.servers");
    return new HashMap<>(
        Map.of("bootstrap_servers", servers, "topic", topic, "properties", properties));
  }

  @SuppressWarnings("unchecked") // the type that secure made
  private static Map<String, Object> map(Map<String, Object> settings) {
    return (Map<String, Object>) settings.get("properties");
  }
}
