package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import dev.eventlogger.testkit.cloudwatch.LogEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class CloudWatchContractTest extends EventLoggerContract {

  // One for all tests: the contract looks only at the events of its own test.
  private static FakeCloudWatchLogs service;

  @BeforeAll
  static void start() {
    service = FakeCloudWatchLogs.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void brokeNoLimit() {
    assertThat(service.violations()).isEmpty();
  }

  @Override
  protected BaseEventLogger newLogger() {
    return new CloudWatchEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of(service, Map.of());
  }

  @Override
  protected List<String> delivered() {
    return service.events(Settings.GROUP).stream().map(LogEvent::message).toList();
  }
}
