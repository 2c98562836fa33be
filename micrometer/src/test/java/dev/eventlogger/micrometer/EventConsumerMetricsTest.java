package dev.eventlogger.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.consume.ConsumerSettings;
import dev.eventlogger.consume.EventConsumer;
import dev.eventlogger.testkit.InMemoryEventLogger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Works without a broker, which nothing contacts before the consumer runs. */
class EventConsumerMetricsTest {

  @TempDir private Path folder;

  @Test
  void hasALagForEachTopicAndTheRestForTheConsumer() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                Map.of("dead_letters", folder.toString())));
    ConsumerSettings settings =
        ConsumerSettings.of(List.of("127.0.0.1:1"), List.of("a", "b"), "group", List.of());
    try (EventLogger events = EventLogger.open(config, new InMemoryEventLogger());
        EventConsumer consumer = EventConsumer.open(events, settings)) {
      new EventConsumerMetrics(consumer).bindTo(registry);

      assertThat(
              registry
                  .get("eventlog.consumer.lag")
                  .tags("topic", "a", "group", "group")
                  .gauge()
                  .value())
          .isNaN(); // it does not run
      assertThat(registry.get("eventlog.consumer.running").gauge().value()).isZero();
      assertThat(registry.find("eventlog.consumer.lag").gauges()).hasSize(2);
      assertThat(registry.getMeters())
          .extracting(meter -> meter.getId().getName())
          .contains(
              "eventlog.consumer.problem",
              "eventlog.consumer.partitions",
              "eventlog.consumer.inflight",
              "eventlog.consumer.paused",
              "eventlog.consumer.records",
              "eventlog.consumer.delivered",
              "eventlog.consumer.unreadable",
              "eventlog.consumer.skipped",
              "eventlog.consumer.rebalances",
              "eventlog.consumer.commits.refused");
    }
  }
}
