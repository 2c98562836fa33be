package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A configuration that a host has read itself. */
class ConfigOfValuesTest {

  record Database(String url, Integer port, Boolean tls, List<String> tables) {}

  @Test
  void saysTheSameAsAFile() {
    Map<String, Object> entry = new HashMap<>();
    entry.put("logger", "db");
    entry.put("url", "jdbc:x");
    entry.put("port", 5432);
    entry.put("tls", true);
    entry.put("tables", List.of("a", "b"));
    entry.put("when", Map.of("type", List.of("VIEW")));
    entry.put("keys", null);
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME", List.of("views"),
                "EVENT_LOGGERS", Map.of("views", entry),
                "EVENT_DELIVERY", Map.of("linger", "1s")));

    LogConfig log = config.logs().get(0);
    assertThat(log.logger()).isEqualTo("db");
    assertThat(log.settings().as(Database.class))
        .isEqualTo(new Database("jdbc:x", 5432, true, List.of("a", "b")));
    assertThat(log.when().values()).isEqualTo(Map.of("type", List.of("VIEW")));
    assertThat(config.delivery().values()).isEqualTo(Map.of("linger", "1s"));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void replacesNoPlaceholdersAndHidesSecrets() {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "db",
                "EVENT_LOGGERS",
                Map.of("db", Map.of("url", "${NOT_SET}", "password", "geheim"))));

    assertThat(config.logs().get(0).settings().values()).containsEntry("url", "${NOT_SET}");
    assertThat(config.toString()).contains("url: ${NOT_SET}").doesNotContain("geheim");
  }

  @Test
  void reportsAllMistakesAtPlacesThatBeginWithTheKey() {
    Map<String, Object> values =
        Map.of(
            "EVENT_LOGGER_NAME", List.of("db", "1st", Instant.EPOCH),
            "EVENT_LOGGERS", Map.of("db", Map.of("at", List.of(Instant.EPOCH), "", 1)),
            "EVENT_DELIVERY", "fast");

    assertThatThrownBy(() -> EventLoggerConfig.of(values))
        .isInstanceOfSatisfying(
            ConfigException.class,
            wrong ->
                assertThat(wrong.problems())
                    .containsExactlyInAnyOrder(
                        "EVENT_LOGGER_NAME[2]: must be a text, number, boolean, list, map or null,"
                            + " not a java.time.Instant",
                        "EVENT_LOGGER_NAME[1]: must be a log's name (letters, digits, - and _,"
                            + " beginning with a letter), not \"1st\"",
                        "EVENT_LOGGERS.db.at[0]: must be a text, number, boolean, list, map or"
                            + " null, not a java.time.Instant",
                        "EVENT_LOGGERS.db: holds a key that is empty; write a name",
                        "EVENT_DELIVERY: must be a mapping of settings, not a single value"));
  }

  @Test
  void reportsMistakesOfSettingsAtTheirPlace() {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of("EVENT_LOGGER_NAME", "db", "EVENT_LOGGERS", Map.of("db", Map.of("urll", "x"))));

    assertThatThrownBy(() -> config.logs().get(0).settings().as(Database.class))
        .hasMessageStartingWith("EVENT_LOGGERS.db.urll: unknown setting; did you mean \"url\"?");
  }

  @Test
  void refusesAMapThatHoldsItself() {
    Map<String, Object> endless = new HashMap<>();
    endless.put("a", Arrays.asList(endless, null));

    assertThatThrownBy(() -> EventLoggerConfig.of(Map.of("EVENT_POLICY", endless)))
        .hasMessageStartingWith("EVENT_POLICY.a[0].a[0]")
        .hasMessageEndingWith(": is nested deeper than 64 levels");
  }

  @Test
  void passesOverTheHostsOwnKeys() {
    Map<String, Object> values = new HashMap<>();
    values.put("server", Instant.EPOCH);
    values.put(null, 1);
    values.put("EVENT_LOGER_NAME", "file");
    EventLoggerConfig config = EventLoggerConfig.of(values);

    assertThat(config.logs()).extracting(LogConfig::name).containsExactly("null");
    assertThat(config.warnings())
        .containsExactlyInAnyOrder(
            "EVENT_LOGER_NAME: ignored; did you mean \"EVENT_LOGGER_NAME\"?",
            "EVENT_LOGGER_NAME: is missing, so every event is discarded; name a log, such as"
                + " console, or write null if that is meant");
  }
}
