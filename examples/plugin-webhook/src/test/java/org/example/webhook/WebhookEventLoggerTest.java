package org.example.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookEventLoggerTest {

  @Test
  void isToldAgainWhatTheServerDidNotTake() throws Exception {
    try (WebhookServer server = new WebhookServer()) {
      server.failNext(2);
      EventLogger events = EventLogger.open(config("url: " + server.url()));
      events.log("42", EventType.CLICK, Map.of("element", "RUN"));
      events.close();

      assertThat(server.lines()).singleElement().asString().contains("\"element\":\"RUN\"");
      LogLedger log = Objects.requireNonNull(events.ledger().logs().get("webhook"));
      assertThat(log.delivered()).isEqualTo(1);
      assertThat(log.failures()).isEqualTo(2);
    }
  }

  @Test
  void asksForItsUrl() {
    assertThatThrownBy(() -> EventLogger.open(config("")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "app.yaml: EVENT_LOGGERS.webhook.url: is required, such as https://example.org/events");
  }

  private static EventLoggerConfig config(String settings) {
    String yaml = "EVENT_LOGGER_NAME: webhook\nEVENT_LOGGERS: {webhook: {" + settings + "}}";
    return EventLoggerConfig.parse("app.yaml", yaml, Map.of());
  }
}
