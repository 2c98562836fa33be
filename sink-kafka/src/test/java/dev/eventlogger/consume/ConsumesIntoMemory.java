package dev.eventlogger.consume;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;

/** Tests of consumers on a real broker, into memory, each with a group of its own. */
abstract class ConsumesIntoMemory {

  @TempDir Path folder;

  final ConsumeRig rig = new ConsumeRig();
  final InMemoryEventLogger sink = new InMemoryEventLogger();
  final String group = "group-" + UUID.randomUUID();

  EventLogger open(Map<String, Object> delivery) {
    Map<String, Object> all = new HashMap<>(Map.of("linger", "20ms"));
    all.put("dead_letters", folder.resolve("dead").toString());
    all.putAll(delivery);
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                all,
                "EVENT_REPORTS",
                Map.of("every", "0s")));
    return EventLogger.open(config, sink);
  }

  ConsumerSettings settings(String topic) {
    return rig.settings(topic, group, Map.of());
  }

  ConsumerState consumeUntilEnd(ConsumerSettings settings) throws Exception {
    try (EventLogger logger = open(Map.of());
        EventConsumer consumer = EventConsumer.open(logger, settings.endingAtTheEnd())) {
      return consumer.run();
    }
  }

  List<UUID> ids() {
    return sink.events().stream().map(Event::id).toList();
  }

  /** How many records the group has committed. */
  long committed() throws IOException, InterruptedException {
    return rig.broker().topics().committed(group).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Whether the group has committed everything in a topic. */
  boolean isAllCommitted(String topic) {
    try {
      Map<TopicPartition, Long> ends = rig.broker().topics().ends(topic);
      return rig.broker().topics().committed(group).equals(ends);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
