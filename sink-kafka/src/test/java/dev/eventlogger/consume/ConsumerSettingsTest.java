package dev.eventlogger.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {

  private static ConsumerSettings settings(String drainTimeout, Map<String, ?> properties) {
    return EventLoggerConfig.of(
            Map.of(
                ConsumerSection.KEY,
                Map.of("drain_timeout", drainTimeout, "properties", properties)))
        .section(ConsumerSection.KEY)
        .as(ConsumerSettings.class);
  }

  @Test
  void refusesADrainThatTheGroupDoesNotWaitFor() {
    assertThatThrownBy(() -> settings("5m", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be at least 5s shorter than max.poll.interval.ms");
    assertThatThrownBy(() -> settings("10s", Map.of("max.poll.interval.ms", 10_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("drain_timeout");
    assertThat(settings("10s", Map.of("max.poll.interval.ms", 15_000)).drainTimeout())
        .hasSeconds(10);
  }
}
