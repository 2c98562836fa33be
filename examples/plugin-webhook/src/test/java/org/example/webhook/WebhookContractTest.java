package org.example.webhook;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

final class WebhookContractTest extends EventLoggerContract {

  private final WebhookServer server = new WebhookServer();

  WebhookContractTest() throws IOException {}

  @Override
  protected BaseEventLogger newLogger() {
    return new WebhookEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("url", server.url());
  }

  @Override
  protected List<String> delivered() {
    return server.lines();
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
