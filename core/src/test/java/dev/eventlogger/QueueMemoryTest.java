package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.testing.LogRecords;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueMemoryTest {

  private static final long MIB = 1 << 20;

  @Test
  void givesAllLogsAQuarterOfTheHeapTogetherAndEachNoMoreThanTheDefault() {
    assertThat(queueBytes(4, 512 * MIB, "")).isEqualTo(32 * MIB);
    assertThat(queueBytes(1, 128 * MIB, "")).isEqualTo(32 * MIB);
    assertThat(queueBytes(1, 4096 * MIB, "")).isEqualTo(64 * MIB);
    // Never less than a batch.
    assertThat(queueBytes(63, 64 * MIB, "")).isEqualTo(MIB);
  }

  @Test
  void takesWhatIsSetAndWarnsBeyondHalfOfTheHeap() {
    try (LogRecords said = new LogRecords("dev.eventlogger")) {
      assertThat(queueBytes(1, 128 * MIB, "queue_bytes: 67108864")).isEqualTo(64 * MIB);
      assertThat(said.messages()).isEmpty();
      assertThat(queueBytes(1, 127 * MIB, "queue_bytes: 67108864")).isEqualTo(64 * MIB);

      assertThat(said.messages())
          .containsExactly(
              "x.yaml: EVENT_DELIVERY.queue_bytes: the queues of all logs may take 64 MiB together,"
                  + " more than half of the heap of 127 MiB; set it lower, or the heap higher"
                  + " (-Xmx)");
    }
  }

  private static long queueBytes(int logs, long heap, String settings) {
    String yaml = "EVENT_DELIVERY: {" + settings + "}";
    Section section = EventLoggerConfig.parse("x.yaml", yaml, Map.of()).delivery();
    QueueMemory memory = new QueueMemory(logs, heap);
    DeliverySettings bounded = memory.bounded(section, section.as(DeliverySettings.class));
    memory.warn(section.place());
    return bounded.queueBytes();
  }
}
