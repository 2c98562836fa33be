package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reports of an event logger about itself. */
@Timeout(60)
class ReportsTest {

  private final Sink silent = new Sink("silent", false);
  private final Sink store = new Sink("store", true);
  private final Sink broken = new Sink("broken", true);

  @TempDir private Path folder;

  @Test
  void reportsToTheFirstLogThatCanBeReadWhateverItWants() {
    String yaml =
        """
        EVENT_LOGGER_NAME: [silent, store, broken]
        EVENT_LOGGERS: {store: {when: {type: CLICK}}}
        EVENT_DELIVERY: {linger: 10ms}
        EVENT_POLICY: {everyone: {capture: custom, names: [nothing]}}
        EVENT_CONTEXT: {keys: [datetime]}
        EVENT_REPORTS: {every: 1s}
        """;
    try (EventLogger events = open(yaml)) {
      assertThat(events.log("ada", EventType.VIEW, Map.of("password", "hunter2")).toString())
          .contains("Filtered");
      await(() -> store.events.size() >= 2);

      Event report = store.events.get(1);
      assertThat(report.name()).isEqualTo("event-logger-report");
      assertThat(report.level()).isEqualTo(Level.INFO);
      assertThat(report.data())
          .containsEntry("instance", events.instance())
          .containsEntry("every_ms", 1000)
          .containsEntry("filtered", Map.of("EVENT_POLICY.everyone", 1));
      assertThat(((Number) report.data().get("process")).longValue())
          .isEqualTo(ProcessHandle.current().pid());
      assertThat(report.context()).containsKey("datetime");
      assertThat(report.toJson()).doesNotContain("hunter2", "ada\"");
      assertThat(logOf(report, "store")).containsEntry("taken", 1).doesNotContainKey("failing");
    }
    assertThat(store.events.get(store.events.size() - 1).data()).containsEntry("closed", true);
    assertThat(store.events.get(0).data()).doesNotContainKey("closed");
    assertThat(silent.events).isEmpty();
    assertThat(broken.events).isEmpty();
  }

  @Test
  void reportsWhatFailsAndHowFullQueuesAre() {
    broken.isDown = true;
    try (EventLogger events = open(everySecond("store, broken"))) {
      assertThat(events.to("broken").log("ada", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      await(() -> store.events.size() >= 2);
      Map<String, Object> log = logOf(store.events.get(1), "broken");

      assertThat(log).containsEntry("pending", 1).containsEntry("queued_events", 1);
      assertThat(JsonReader.asObject(log.get("failing")))
          .containsEntry("needs_person", false)
          .containsKey("since");
      assertThat(String.valueOf(log.get("failing"))).contains("is out");
      broken.isDown = false;
    }
  }

  @Test
  void waitsForNoRoomAndIsNotLate() {
    store.isDown = true;
    String yaml =
        """
        EVENT_LOGGER_NAME: store
        EVENT_DELIVERY: {queue_events: 4, batch_size: 1, linger: 10ms, on_full: block(30m), close_timeout: 1s}
        EVENT_REPORTS: {every: 1s}
        """;
    EventLogger events = open(yaml);
    try {
      for (int i = 0; i < 4; i++) {
        assertThat(events.log("ada", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      }
      LockSupport.parkNanos(2_500_000_000L); // two reports would have come
    } finally {
      events.close();
    }
    assertThat(events.ledger().logged()).isEqualTo(4);
    assertThat(events.ledger().dropped()).isEmpty();
  }

  @Test
  void reportsNowhereThatCannotBeReadUnlessItIsTold() throws Exception {
    try (EventLogger events = open(everySecond("silent"))) {
      assertThat(upkeepThreads()).isZero();
      assertThat(events.ledger().logged()).isZero();
    }
    try (EventLogger events = open(everySecond("silent, store").replace("1s", "1s, log: silent"))) {
      await(() -> !silent.events.isEmpty());
      assertThat(silent.events.get(0).data()).containsEntry("instance", events.instance());
    }
    assertThat(store.events).isEmpty();
  }

  @Test
  void reportsNothingWhereThatIsWanted() {
    try (EventLogger events = open(everySecond("store").replace("1s", "0s"))) {
      assertThat(upkeepThreads()).isZero();
      assertThat(events.ledger().logged()).isZero();
    }
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    assertThatThrownBy(() -> open(everySecond("store").replace("1s", "1ms")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "test.yaml: EVENT_REPORTS.every: must be between 1s and 1d, or 0s for no reports"
                + " (it is \"1ms\")");
    assertThatThrownBy(() -> open(everySecond("store").replace("1s", "1s, log: stroe")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "test.yaml: EVENT_REPORTS.log: there is no such log (there is: store) (it is \"stroe\")");
  }

  @Test
  void endsItsThreadWhenItIsClosed() throws IOException {
    Path yaml = folder.resolve("event-logger.yaml");
    Files.writeString(yaml, "EVENT_LOGGER_NAME: store");
    try (EventLogger events = EventLogger.open(EventLoggerConfig.load(yaml, Map.of()), store)) {
      assertThat(upkeepThreads()).isOne();
      assertThat(events.policy().file()).contains(folder.resolve("event-logger.policy.json"));
    }
    await(() -> upkeepThreads() == 0);
  }

  @Test
  void followsRulesThatAreChangedWhileItRuns() throws IOException {
    Path yaml = folder.resolve("event-logger.yaml");
    Files.writeString(yaml, "EVENT_LOGGER_NAME: store");
    EventLoggerConfig config = EventLoggerConfig.load(yaml, Map.of());
    try (EventLogger here = EventLogger.open(config, store);
        EventLogger elsewhere = EventLogger.open(config, silent, store)) {
      here.policy().change(Map.of("everyone", Map.of("capture", "custom", "names", "view")));

      assertThat(here.log("ada", EventType.CLICK, Map.of()).toString())
          .isEqualTo("Filtered[rule=EVENT_POLICY.everyone]");
      assertThat(here.log("ada", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      await(() -> !elsewhere.log("ada", EventType.CLICK, Map.of()).isAccepted());
      here.policy().reset();
      assertThat(here.log("ada", EventType.CLICK, Map.of()).isAccepted()).isTrue();
      await(() -> elsewhere.log("ada", EventType.CLICK, Map.of()).isAccepted());
    }
  }

  /** Waits for another thread's work; JUnit's timeout ends a wait that is too long. */
  private static void await(BooleanSupplier isDone) {
    while (!isDone.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static String everySecond(String logs) {
    return "EVENT_LOGGER_NAME: ["
        + logs
        + "]\nEVENT_DELIVERY: {linger: 10ms}\nEVENT_REPORTS: {every: 1s}\n";
  }

  private EventLogger open(String yaml) {
    EventLoggerConfig config = EventLoggerConfig.parse("test.yaml", yaml, Map.of());
    return EventLogger.open(config, silent, store, broken);
  }

  private static Map<String, Object> logOf(Event report, String name) {
    return JsonReader.asObject(JsonReader.asObject(report.data().get("logs")).get(name));
  }

  private static long upkeepThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("event-logger-upkeep"))
        .count();
  }

  /** Keeps the events it is given, unless it is down. */
  private static final class Sink extends BaseEventLogger {

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final String name;
    private final boolean isReadable;
    private volatile boolean isDown;

    Sink(String name, boolean isReadable) {
      this.name = name;
      this.isReadable = isReadable;
    }

    @Override
    public String loggerName() {
      return name;
    }

    @Override
    public boolean isReadable() {
      return isReadable;
    }

    @Override
    public DeliveryResult log(List<Event> batch) throws SinkException {
      if (isDown) {
        throw SinkException.unavailable("the power is out", null);
      }
      events.addAll(batch);
      return DeliveryResult.DELIVERED;
    }
  }
}
