package dev.eventlogger.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testkit.InMemoryEventLogger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SealMetersTest {

  @TempDir private Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void showsHowOldTheNewestCheckpointAndTheNewestAnchorAre() throws Exception {
    Path anchor = folder.resolve("anchor");
    String yaml =
        """
        EVENT_LOGGER_NAME: in-memory
        EVENT_LOGGERS:
          in-memory: {seal: {anchor_interval: 10ms, anchors: {folder: {path: "%s"}}}}
        EVENT_DELIVERY: {directory: "%s", linger: 1ms}
        """
            .formatted(anchor, folder.resolve("journal"));
    EventLoggerConfig config = EventLoggerConfig.parse("test.yaml", yaml, Map.of());
    try (EventLogger events = EventLogger.open(config, new InMemoryEventLogger())) {
      new EventLoggerMetrics(events).bindTo(registry);
      events.log(EventDraft.named("one"));
      assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);

      assertThat(gauge("entries")).isGreaterThanOrEqualTo(2);
      assertThat(gauge("age")).isBetween(0.0, 60.0);
      while (gauge("problem") == 0) {
        Thread.sleep(5);
      }
      assertThat(gauge("anchor.age")).isNaN();
      Files.createDirectory(anchor);
      while (Double.isNaN(gauge("anchor.age"))) {
        Thread.sleep(5);
      }
      assertThat(gauge("anchor.age")).isBetween(0.0, 60.0);
      assertThat(gauge("problem")).isZero();
    }
  }

  @Test
  void areNotThereForALogWithoutASeal() {
    EventLoggerConfig config =
        EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: in-memory", Map.of());
    try (EventLogger events = EventLogger.open(config, new InMemoryEventLogger())) {
      new EventLoggerMetrics(events).bindTo(registry);
      assertThat(registry.find("eventlog.seal.age").gauge()).isNull();
    }
  }

  private double gauge(String name) {
    return registry.get("eventlog.seal." + name).tag("log", "in-memory").gauge().value();
  }
}
