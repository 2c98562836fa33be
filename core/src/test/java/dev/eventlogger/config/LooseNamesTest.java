package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Names without separate words, such as those of environment variables. */
class LooseNamesTest {

  record Limits(Integer mostRows) {}

  record Settings(String url, Integer poolSize, String keepAliveTime, Limits limits) {}

  private static Settings settings(Map<String, ?> written, Predicate<String> isLoose) {
    Map<String, ?> values =
        Map.of("EVENT_LOGGER_NAME", "db", "EVENT_LOGGERS", Map.of("db", written));
    return EventLoggerConfig.ofHost(values, UnaryOperator.identity(), isLoose)
        .logs()
        .get(0)
        .settings()
        .as(Settings.class);
  }

  @Test
  void meanTheSettingWhoseNameHasTheSameLetters() {
    Map<String, ?> written = Map.of("url", "x", "poolsize", "3", "keepalivetime", "1s");

    assertThat(settings(written, key -> true)).isEqualTo(new Settings("x", 3, "1s", null));
  }

  @Test
  void mayBeWordByWord() {
    Map<String, ?> written =
        Map.of(
            "pool", Map.of("size", "3"),
            "keep", Map.of("alive", Map.of("time", "1s")),
            "limits", Map.of("most", Map.of("rows", "7")));

    assertThat(settings(written, key -> true))
        .isEqualTo(new Settings(null, 3, "1s", new Limits(7)));
  }

  @Test
  void areNotTakenFromWhereWordsCanBeTold() {
    assertThatThrownBy(() -> settings(Map.of("poolsize", "3"), key -> false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EVENT_LOGGERS.db.poolsize: unknown setting; did you mean");
    assertThatThrownBy(() -> settings(Map.of("pool", Map.of("size", "3")), key -> false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EVENT_LOGGERS.db.pool: unknown setting");
  }

  @Test
  void areRefusedWhereTheyMeanNothingOrTheSameTwice() {
    assertThatThrownBy(() -> settings(Map.of("pool", Map.of("sise", "3")), key -> true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "EVENT_LOGGERS.db.pool.sise: unknown setting; did you mean \"pool_size\"?");
    assertThatThrownBy(
            () -> settings(Map.of("poolsize", "3", "pool", Map.of("size", "4")), key -> true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(": stands twice; keep one");
  }
}
