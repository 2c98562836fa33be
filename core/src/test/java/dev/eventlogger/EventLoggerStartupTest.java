package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventLoggerStartupTest {

  private final RecordingSink memory = new RecordingSink("memory");

  @Test
  void readsItsConfigurationFromAFile(@TempDir Path folder) throws Exception {
    Path yaml = Files.writeString(folder.resolve("app.yaml"), "server: {port: 80}\n");

    try (EventLogger events = EventLogger.open(yaml)) {
      assertThat(events.log(null, EventType.VIEW, Map.of()).isAccepted()).isTrue();
      assertThat(events.flush(Duration.ofSeconds(10))).isEqualTo(FlushResult.FLUSHED);
      assertThat(events.ledger().logs().get("null").delivered()).isEqualTo(1);
    }
  }

  @Test
  void namesTheModuleThatSchemasNeed() {
    assertThatThrownBy(() -> open("EVENT_LOGGER_NAME: memory\nEVENT_SCHEMAS: {path: [schemas]}"))
        .hasMessage(
            "test.yaml: EVENT_SCHEMAS: schemas are a module of their own, which is missing; add"
                + " dev.eventlogger:event-logger-schema to the class path");
    assertThat(memory.isOpen()).isFalse();
  }

  @Test
  void recordsNoEventsOfASchemaWithoutTheModule() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.record("https://example.org/login", "1", Map.of()))
          .isInstanceOfSatisfying(
              Outcome.Invalid.class,
              invalid ->
                  assertThat(invalid.problems())
                      .containsExactly(
                          new Problem(
                              "/schema",
                              "cannot be checked; add dev.eventlogger:event-logger-schema to the"
                                  + " class path")));
    }
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void reportsAllMistakesAtOnceAndLeavesNothingOpen() {
    String yaml =
        """
        EVENT_LOGGER_NAME: [memory, second, consol]
        EVENT_LOGGERS:
          second: {logger: memory, tabel: x, when: {levle: ERROR}}
          memory: {delivery: {batch_size: 0}}
        EVENT_DELIVERY: {lingr: 1s}
        """;

    assertThatThrownBy(() -> EventLogger.open(parse(yaml), memory))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("EVENT_DELIVERY.lingr: unknown setting"))
                    .anyMatch(p -> p.contains("EVENT_LOGGERS.second.when.levle: unknown condition"))
                    .anyMatch(p -> p.contains("EVENT_LOGGER_NAME[2]: there is no logger")));
    assertThat(memory.isOpen()).isFalse();
  }

  @Test
  void saysWhichPluginFailsWhenItIsAskedWhetherItCanBeRead() {
    BaseEventLogger broken =
        new BaseEventLogger() {
          @Override
          public String loggerName() {
            return "broken";
          }

          @Override
          public boolean isReadable() {
            throw new NoClassDefFoundError("org/example/Driver");
          }

          @Override
          public DeliveryResult log(List<Event> batch) {
            return DeliveryResult.DELIVERED;
          }
        };

    assertThatThrownBy(
            () -> EventLogger.open(parse("EVENT_LOGGER_NAME: [memory, broken]"), memory, broken))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yaml: EVENT_LOGGERS.broken: cannot be opened: org/example/Driver");
    assertThat(memory.isOpen()).isFalse();
  }

  @Test
  void namesTheArtifactOfALoggerThatIsNotOnTheClassPath() {
    assertThatThrownBy(() -> EventLogger.open(parse("EVENT_LOGGER_NAME: console")))
        .hasMessage(
            "test.yaml: EVENT_LOGGER_NAME: there is no logger \"console\"; add"
                + " dev.eventlogger:event-logger-sink-console to the class path (found: null)");
  }

  @Test
  void doesNotShareOneSinkBetweenTwoLogs() {
    String yaml =
        "EVENT_LOGGER_NAME: [a, b]\nEVENT_LOGGERS: {a: {logger: memory}, b: {logger: memory}}";

    assertThatThrownBy(() -> open(yaml))
        .hasMessage(
            "test.yaml: EVENT_LOGGERS.b.logger: the application gave one sink called \"memory\", and"
                + " a log has it already; give one for each log");
  }

  @Test
  void hasAtMostAsManyLogsAsABitMaskHasBits() {
    StringBuilder names = new StringBuilder("null-0");
    StringBuilder entries = new StringBuilder("null-0: {logger: \"null\"}");
    for (int i = 1; i < 64; i++) {
      names.append(", null-").append(i);
      entries.append(", null-").append(i).append(": {logger: \"null\"}");
    }

    assertThatThrownBy(
            () -> open("EVENT_LOGGER_NAME: [" + names + "]\nEVENT_LOGGERS: {" + entries + "}"))
        .hasMessage("test.yaml: EVENT_LOGGERS.null-63.logger: there can be at most 63 logs");
  }

  @Test
  void checksSettingsWithoutOpeningTheSink() {
    EventLogger.check(
        parse("EVENT_LOGGER_NAME: memory"), SinkCatalog.ofClassPath().with(List.of(memory)));

    assertThat(memory.isOpen()).isFalse();
    assertThatThrownBy(
            () ->
                EventLogger.check(
                    parse("EVENT_LOGGER_NAME: memory\nEVENT_LOGGERS: {memory: {x: 1}}"),
                    SinkCatalog.ofClassPath().with(List.of(memory))))
        .hasMessage("test.yaml: EVENT_LOGGERS.memory.x: unknown setting; there are none here");
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(parse(yaml), memory);
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
