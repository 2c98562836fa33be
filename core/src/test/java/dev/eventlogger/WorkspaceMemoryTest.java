package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that logs keeps no event, however it ended. */
@Timeout(120)
class WorkspaceMemoryTest {

  private final EventLogger events =
      EventLogger.open(
          EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: memory", Map.of()),
          new RecordingSink("memory"));

  @Test
  void keepsNothingOfAnEventThatWasRefusedInTheMidst() throws Exception {
    List<WeakReference<Object>> held = new ArrayList<>();
    held.add(refused(Map.of("last", new Object())));
    held.add(refused(Map.of("big", List.of("x".repeat(5 << 20)))));

    for (WeakReference<Object> reference : held) {
      for (int i = 0; i < 100 && reference.get() != null; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertThat(reference.get()).isNull();
    }
    events.close();
  }

  private WeakReference<Object> refused(Map<String, Object> below) {
    Object witness = new String(new char[] {'h', 'e', 'l', 'd'});
    Map<String, Object> data = Map.of("a", witness, "b", below);
    assertThat(events.log("1", EventType.VIEW, data).isAccepted()).isFalse();
    return new WeakReference<>(witness);
  }
}
