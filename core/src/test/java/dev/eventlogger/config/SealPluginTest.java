package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log asks for a seal while the module that seals is missing. */
class SealPluginTest {

  @TempDir Path directory;

  @Test
  void theArtifactIsNamedThatIsMissing() {
    assertThatThrownBy(() -> EventLogger.builder().config(config(Map.of())).open().close())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EVENT_LOGGERS.audit.seal: the seal is in a module of its own, which is missing; add"
                + " event-logger-seal to the class path");
  }

  @Test
  void nothingIsSealedWithoutTheKeyOrWithNull() {
    assertThat(config(null).logs().get(0).seal()).isEmpty();
    assertThat(config(Map.of()).logs().get(0).seal()).isPresent();
  }

  @Test
  void aSealIsAMapping() {
    assertThatThrownBy(() -> config(true))
        .isInstanceOf(ConfigException.class)
        .hasMessage("EVENT_LOGGERS.audit.seal: must be a mapping of settings, not a single value");
  }

  @Test
  void aSealedLogKeepsItsJournalWhereOthersDoWithout() {
    assertThat(config(Map.of()).withoutJournals().logs().get(0).delivery().values())
        .containsEntry("directory", directory.toString());
    assertThat(config(null).withoutJournals().logs().get(0).delivery().values()).isEmpty();
  }

  private EventLoggerConfig config(Object seal) {
    Map<String, Object> log = new HashMap<>();
    log.put("logger", "null");
    log.put("seal", seal);
    return EventLoggerConfig.of(
        Map.of(
            "EVENT_LOGGER_NAME", "audit",
            "EVENT_LOGGERS", Map.of("audit", log),
            "EVENT_DELIVERY", Map.of("directory", directory.toString())));
  }
}
