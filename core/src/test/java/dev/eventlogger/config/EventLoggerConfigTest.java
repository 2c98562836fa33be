package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoggerConfigTest {

  record Delivery(int batchSize, Retry retry) {}

  record Retry(String initialDelay, String maxDelay) {}

  private static EventLoggerConfig parse(String yaml) {
    return parse(yaml, Map.of());
  }

  private static EventLoggerConfig parse(String yaml, Map<String, String> environment) {
    return EventLoggerConfig.parse("event-logger.yaml", yaml, environment);
  }

  private static List<String> names(EventLoggerConfig config) {
    return config.logs().stream().map(LogConfig::name).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uFEFF",
        "# only a comment",
        "~",
        "port: 8080",
        "EVENT_LOGGER_NAME:",
        "EVENT_LOGGER_NAME: ~",
        "EVENT_LOGGER_NAME: null",
        "EVENT_LOGGER_NAME: \"\"",
        "EVENT_LOGGER_NAME: \"null\"",
        "EVENT_LOGGER_NAME: 'null'",
        "EVENT_LOGGER_NAME: []",
        "EVENT_LOGGER_NAME: [~]",
        "EVENT_LOGGER_NAME: ${NOT_SET:}",
        "EVENT_LOGGER_NAME: \"${NOT_SET:}\"",
      })
  void everySpellingOfTheNullLoggerIsOneLogNamedNull(String yaml) {
    LogConfig log = parse(yaml).logs().get(0);

    assertThat(names(parse(yaml))).containsExactly("null");
    assertThat(log.logger()).isEqualTo("null");
    assertThat(log.settings().isEmpty()).isTrue();
  }

  @Test
  void chosenLogsKeepTheirOrder() {
    assertThat(names(parse("EVENT_LOGGER_NAME: [z, a, null, B_2-c]")))
        .containsExactly("z", "a", "null", "B_2-c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null"})
  void anEnvironmentVariableMayChooseTheNullLogger(String value) {
    EventLoggerConfig config = parse("EVENT_LOGGER_NAME: db", Map.of("EVENT_LOGGER_NAME", value));

    assertThat(names(config)).containsExactly("null");
  }

  @Test
  void theEnvironmentWinsOverAFileThatWouldBeWrong() {
    EventLoggerConfig config =
        parse("EVENT_LOGGER_NAME: {a: !b c}", Map.of("EVENT_LOGGER_NAME", "no"));

    assertThat(names(config)).containsExactly("no");
  }

  @Test
  void aWrongNameInTheEnvironmentIsSaidToBeThere() {
    assertThatThrownBy(() -> parse("", Map.of("EVENT_LOGGER_NAME", "a b")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "environment variable EVENT_LOGGER_NAME: must be a log's name (letters, digits, - and"
                + " _, beginning with a letter), not \"a b\"");
  }

  @Test
  void aMappingIsNoName() {
    assertThatThrownBy(() -> parse("EVENT_LOGGER_NAME: {db: x}"))
        .hasMessage("event-logger.yaml: EVENT_LOGGER_NAME: must be a single value, not a mapping");
  }

  @Test
  void aLogWithoutAnEntryHasNoSettings() {
    LogConfig log = parse("EVENT_LOGGER_NAME: console").logs().get(0);

    assertThat(log.logger()).isEqualTo("console");
    assertThat(log.settings().isEmpty()).isTrue();
    assertThat(log.settings().place()).isEqualTo("event-logger.yaml: EVENT_LOGGERS.console");
    assertThat(log.settings().logName()).isEqualTo("console");
    assertThat(log.when().isEmpty()).isTrue();
    assertThat(log.delivery().isEmpty()).isTrue();
  }

  @Test
  void anEntryIsSplitIntoOursAndTheSinks() {
    LogConfig log =
        parse(
                """
                EVENT_LOGGER_NAME: audit
                EVENT_LOGGERS:
                  audit:
                    logger: cloudwatch
                    log_group: app
                    when: {level: WARNING}
                    delivery: {batch_size: 7}
                """)
            .logs()
            .get(0);

    assertThat(log.name()).isEqualTo("audit");
    assertThat(log.logger()).isEqualTo("cloudwatch");
    assertThat(log.settings().values()).containsExactly(Map.entry("log_group", "app"));
    assertThat(log.when().values()).containsExactly(Map.entry("level", "WARNING"));
    assertThat(log.delivery().values()).containsExactly(Map.entry("batch_size", 7L));
    assertThat(log.when().place()).isEqualTo("event-logger.yaml: EVENT_LOGGERS.audit.when");
  }

  @Test
  void entriesThatAreNotChosenMayHoldAnything() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_LOGGER_NAME: a
            EVENT_LOGGERS:
              a: {x: 1}
              other: &anchor {x: 1, x: 2, y: "${NOT_SET}", <<: *none, z: !tag 1}
              2nd: 5
              other: again
            """);

    assertThat(config.logs().get(0).settings().values()).containsExactly(Map.entry("x", 1L));
  }

  @Test
  void theApplicationsKeysMayHoldAnything() {
    EventLoggerConfig config =
        parse(
            """
            spring: &a {x: !!set {1, 2}, x: *a}
            ? [complex, key]
            : value
            <<: *a
            EVENT_LOGGER_NAME: file
            spring: twice
            url: "${NOT_SET"
            """);

    assertThat(names(config)).containsExactly("file");
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void saysThatEventsAreDiscardedWhereNoLogIsNamed() {
    assertThat(parse("EVENT_LOGGERS: {db: {}}").warnings())
        .containsExactly(
            "event-logger.yaml: EVENT_LOGGER_NAME: is missing, so every event is discarded; name a"
                + " log, such as console, or write null if that is meant");
    assertThat(parse("EVENT_LOGGER_NAME: null").warnings()).isEmpty();
    assertThat(parse("EVENT_LOGGER_NAME:").warnings()).isEmpty();
  }

  @Test
  void mergeKeysAmongTheLogsAreRefused() {
    assertThatThrownBy(() -> parse("EVENT_LOGGERS:\n  <<: *defaults\n  {a: b}: c\n"))
        .hasMessage(
            """
            event-logger.yaml: EVENT_LOGGERS: merge keys (<<) are not supported here; write the keys out
            event-logger.yaml: EVENT_LOGGERS: holds a key that is not a text; write a name""");
  }

  @Test
  void aKeyOfOursOrAChosenLogThatStandsTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    EVENT_LOGGER_NAME: a
                    EVENT_LOGGERS: {a: {}, a: {}}
                    EVENT_LOGGER_NAME: b
                    """))
        .hasMessage(
            """
            event-logger.yaml: EVENT_LOGGER_NAME: stands twice; keep one
            event-logger.yaml: EVENT_LOGGERS.a: stands twice; keep one""");
  }

  @Test
  void aLoggerMustBeANameOrAbsent() {
    assertThat(
            parse("EVENT_LOGGER_NAME: a\nEVENT_LOGGERS: {a: {logger: ~}}").logs().get(0).logger())
        .isEqualTo("a");
    assertThatThrownBy(() -> parse("EVENT_LOGGER_NAME: a\nEVENT_LOGGERS: {a: {logger: [b]}}"))
        .hasMessage(
            "event-logger.yaml: EVENT_LOGGERS.a.logger: must be a single value, not a list");
  }

  @Test
  void theSectionsAreWhatTheFileHolds() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_DELIVERY: {a: 1}
            EVENT_SCHEMAS: {b: 2}
            EVENT_POLICY: {c: 3}
            EVENT_CONTEXT:
            """);

    assertThat(config.delivery().values()).containsExactly(Map.entry("a", 1L));
    assertThat(config.schemas().values()).containsExactly(Map.entry("b", 2L));
    assertThat(config.policy().values()).containsExactly(Map.entry("c", 3L));
    assertThat(config.context().isEmpty()).isTrue();
    assertThat(config.context().place()).isEqualTo("event-logger.yaml: EVENT_CONTEXT");
    assertThat(config.delivery().logName()).isEmpty();
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    EVENT_LOGGER_NAME: [a, 7]
                    EVENT_LOGGERS: {a: {x: "${NOT_SET}"}}
                    EVENT_DELIVERY: 5
                    EVENT_CONTEXT: {keys: !x []}
                    """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "event-logger.yaml: EVENT_LOGGER_NAME[1]: must be a log's name (letters,"
                            + " digits, - and _, beginning with a letter), not \"7\"",
                        "event-logger.yaml: EVENT_LOGGERS.a.x: ${NOT_SET} is not set; set the"
                            + " environment variable, or give a default: ${NOT_SET:default}",
                        "event-logger.yaml: EVENT_DELIVERY: must be a mapping of settings, not a"
                            + " single value",
                        "event-logger.yaml: EVENT_CONTEXT.keys: tags are not supported here; quote"
                            + " a text to keep it a text"));
  }

  @Test
  void aLogsDeliveryWinsOverTheGeneralOneKeyByKey() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_LOGGER_NAME: a
            EVENT_LOGGERS: {a: {delivery: {retry: {max_delay: 5s}}}}
            EVENT_DELIVERY: {batch_size: 7, retry: {initial_delay: 1s, max_delay: 30s}}
            """);

    Section delivery = config.logs().get(0).delivery().orElse(config.delivery());

    assertThat(delivery.as(Delivery.class)).isEqualTo(new Delivery(7, new Retry("1s", "5s")));
  }

  @Test
  void explainsWhatIsInForce() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_LOGGER_NAME: [db, audit]
            EVENT_LOGGERS:
              db: {url: "${URL}", hosts: [a, b], password: hunter2, empty: ~}
              audit: {logger: file, when: {data.a: [1]}, rules: [{type: prefix}], delivery: {linger: 5s}}
              unused: {x: y}
            EVENT_DELIVERY: {retry: {max_delay: "${DELAY:9s}"}}
            """,
            Map.of("URL", "https://example.org"));

    assertThat(config.explain())
        .containsExactly(
            "EVENT_LOGGER_NAME: [db, audit]",
            "EVENT_LOGGERS.db.logger: db",
            "EVENT_LOGGERS.db.url: ${URL}",
            "EVENT_LOGGERS.db.hosts: [a, b]",
            "EVENT_LOGGERS.db.password: ****",
            "EVENT_LOGGERS.db.empty: null",
            "EVENT_LOGGERS.audit.logger: file",
            "EVENT_LOGGERS.audit.rules[0].type: prefix",
            "EVENT_LOGGERS.audit.when.data.a: [1]",
            "EVENT_LOGGERS.audit.delivery.linger: 5s",
            "EVENT_DELIVERY.retry.max_delay: ${DELAY:****}");
    assertThat(config).hasToString(String.join("\n", config.explain()));
  }

  @Test
  void explainsWhereTheNameCameFrom() {
    assertThat(parse("", Map.of("EVENT_LOGGER_NAME", "file")).explain())
        .containsExactly(
            "EVENT_LOGGER_NAME: file (from the environment)", "EVENT_LOGGERS.file.logger: file");
  }

  @Test
  void loadsAFileAndCallsItByItsName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("app.yaml"), "EVENT_DELIVERY: {a: ü}");

    EventLoggerConfig config = EventLoggerConfig.load(file, Map.of());

    assertThat(config.delivery().place()).isEqualTo("app.yaml: EVENT_DELIVERY");
    assertThat(config.delivery().values()).containsExactly(Map.entry("a", "ü"));
    assertThat(EventLoggerConfig.load(file).delivery().isEmpty()).isFalse();
  }

  @Test
  void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
    Path absent = folder.resolve("absent.yaml");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xFC});
    Path large = Files.write(folder.resolve("large.yaml"), new byte[3 * 1024 * 1024 + 1]);

    assertThatThrownBy(() -> EventLoggerConfig.load(absent, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(absent + ": there is no such configuration file");
    assertThatThrownBy(() -> EventLoggerConfig.load(folder, Map.of()))
        .hasMessage(folder + ": is a folder; name the configuration file");
    assertThatThrownBy(() -> EventLoggerConfig.load(latin, Map.of()))
        .hasMessage(latin + ": is not UTF-8");
    assertThatThrownBy(() -> EventLoggerConfig.load(large, Map.of()))
        .hasMessage(large + ": is larger than 3 MiB, too large for a configuration file");
  }

  @Test
  void whatOverridesDeliveryWinsForEveryLogAndForWhatIsNoLogs() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_LOGGER_NAME: [a]
            EVENT_LOGGERS: {a: {delivery: {batch_size: 2}}}
            EVENT_DELIVERY: {batch_size: 3, retry: {max_delay: 4s}}
            """);

    EventLoggerConfig overridden = config.overrideDelivery(Map.of("batch_size", 5));

    assertThat(overridden.logs().get(0).delivery().as(Delivery.class).batchSize()).isEqualTo(5);
    Delivery common = overridden.delivery().as(Delivery.class);
    assertThat(common).isEqualTo(new Delivery(5, new Retry(null, "4s")));
    assertThat(overridden.delivery().place()).isEqualTo("event-logger.yaml: EVENT_DELIVERY");
  }

  @Test
  void withoutJournalsNoLogHasADirectory() {
    EventLoggerConfig config =
        parse(
            """
            EVENT_LOGGER_NAME: [a]
            EVENT_LOGGERS: {a: {delivery: {sync: always, batch_size: 2}}}
            EVENT_DELIVERY: {directory: journals, sync: interval, batch_size: 3}
            """);

    EventLoggerConfig inMemory = config.withoutJournals();

    assertThat(inMemory.logs().get(0).delivery().values()).isEqualTo(Map.of("batch_size", 2L));
    assertThat(inMemory.delivery().values()).isEqualTo(Map.of("batch_size", 3L));
  }
}
