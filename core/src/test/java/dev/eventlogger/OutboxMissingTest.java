package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without the module that provides the outbox. */
class OutboxMissingTest {

  private static final Connection NEVER_USED =
      (Connection)
          Proxy.newProxyInstance(
              OutboxMissingTest.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method);
              });

  @Test
  void namesTheArtifactThatIsMissing() {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of("EVENT_LOGGER_NAME", "null", "EVENT_OUTBOX", Map.of("url", "a")));

    assertThatThrownBy(() -> EventLogger.open(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EVENT_OUTBOX: the outbox is in a module of its own, which is missing; add"
                + " event-logger-sink-db to the class path");
    assertThat(config.withoutOutbox().outbox().isEmpty()).isTrue();
  }

  @Test
  void refusesTransactionsWhereNoOutboxIsConfigured() {
    EventLoggerConfig config = EventLoggerConfig.of(Map.of("EVENT_LOGGER_NAME", "null"));
    try (EventLogger events = EventLogger.open(config)) {
      assertThatThrownBy(() -> events.in(NEVER_USED))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "in(connection): there is no outbox; configure EVENT_OUTBOX, or give the builder the"
                  + " DataSource of the connection by outbox()");
      assertThat(events.ledger().outbox()).isNull();
    }
  }

  @Test
  void recordsNothingWhereNothingIsRecorded() {
    assertThat(Events.none().in(NEVER_USED)).isSameAs(Events.none());
  }
}
