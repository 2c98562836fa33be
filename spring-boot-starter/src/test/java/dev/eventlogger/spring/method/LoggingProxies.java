package dev.eventlogger.spring.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.spring.TransactionEvents;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Wraps objects in logging proxies, as in an application, and keeps the events. */
final class LoggingProxies implements AutoCloseable {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: in-memory
      EVENT_DELIVERY: {linger: 1ms}
      EVENT_REPORTS: {every: 0s}
      """;

  private final InMemoryEventLogger delivered = new InMemoryEventLogger();
  private final EventLogger events =
      EventLogger.builder()
          .config(EventLoggerConfig.parse("test.yaml", YAML, Map.of()))
          .sinks(delivered)
          .open();

  <T> T around(T object, Class<T> type) {
    return around(object, type, () -> null);
  }

  <T> T around(T object, Class<T> type, Supplier<?> user) {
    return around(object, type, user, () -> null);
  }

  <T> T around(
      T object, Class<T> type, Supplier<?> user, Supplier<TransactionEvents> transactions) {
    LogEventPostProcessor around =
        new LogEventPostProcessor(() -> events, transactions, user, true);
    return type.cast(around.postProcessAfterInitialization(object, "object"));
  }

  List<Event> events() {
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
    return delivered.events();
  }

  @Override
  public void close() {
    events.close();
  }
}
