package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.event.Event;
import dev.eventlogger.intake.NoSchemas;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a sink is told besides its own settings. */
@Timeout(60)
final class SettingsOfASinkTest {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: [asking, patient]
      EVENT_DELIVERY: {call_timeout: 7s}
      EVENT_LOGGERS:
        asking: {logger: asking}
        patient: {logger: asking, delivery: {call_timeout: 5m}}
      """;

  private final List<String> told = new CopyOnWriteArrayList<>();

  /** Notes what it is told. */
  private final class AskingSink extends BaseEventLogger {

    @Override
    public String loggerName() {
      return "asking";
    }

    @Override
    public void open(SinkConfig config) throws Exception {
      super.open(config);
      told.add(config.logName() + " opens with " + config.callTimeout());
    }

    @Override
    public void check(SinkConfig config) {
      told.add(config.logName() + " checks with " + config.callTimeout());
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.DELIVERED;
    }
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }

  @Test
  void saysTheCallTimeoutOfItsLogWhereItOpens() {
    EventLogger.open(parse(YAML.replace("[asking, patient]", "patient")), new AskingSink()).close();
    EventLogger.open(parse(YAML.replace("[asking, patient]", "asking")), new AskingSink()).close();

    assertThat(told).containsExactly("patient opens with PT5M", "asking opens with PT7S");
  }

  @Test
  void saysTheCallTimeoutOfItsLogWhereItIsOnlyChecked() {
    check(YAML.replace("[asking, patient]", "patient"));
    check(YAML.replace("[asking, patient]", "asking"));

    assertThat(told).containsExactly("patient checks with PT5M", "asking checks with PT7S");
  }

  @Test
  void holdsNothingAgainstASinkWhereTheCallTimeoutIsNotKnown() {
    assertThatThrownBy(
            () -> check("EVENT_LOGGER_NAME: asking\nEVENT_DELIVERY: {call_timeout: soon}"))
        .hasMessageContaining("call_timeout");

    assertThat(told).containsExactly("asking checks with PT24H");
  }

  private void check(String yaml) {
    EventLogger.check(parse(yaml), SinkCatalog.ofClassPath().with(List.of(new AskingSink())));
  }

  @Test
  void saysOfASealedLogThatItIs() {
    SinkConfig sealed =
        new SinkConfig() {
          @Override
          public <R extends Record> R as(Class<R> type) {
            throw new UnsupportedOperationException();
          }

          @Override
          public String logName() {
            return "audit";
          }

          @Override
          public boolean isSealed() {
            return true;
          }
        };

    TimedSettings timed = new TimedSettings(sealed, Duration.ofSeconds(7));
    assertThat(timed.isSealed()).isTrue();
    RegisteredSchemas registered = new RegisteredSchemas(timed, new NoSchemas());
    assertThat(registered.isSealed()).isTrue();
    assertThat(registered.callTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  /** Covers methods that later versions add, too. */
  @Test
  void passesOnAllThatASinkMayAsk() throws Exception {
    for (Method asked : SinkConfig.class.getMethods()) {
      assertThat(DelegatingConfig.class.getMethod(asked.getName(), asked.getParameterTypes()))
          .extracting(Method::getDeclaringClass)
          .isEqualTo(DelegatingConfig.class);
    }
  }
}
