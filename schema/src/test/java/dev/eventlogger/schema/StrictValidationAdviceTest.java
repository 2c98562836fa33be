package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.schema.SchemaSettings.Validation;
import dev.eventlogger.testing.LogRecords;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrictValidationAdviceTest {

  private static final String ADVICE =
      "EVENT_SCHEMAS.validation: strict is several times as fast with the JVM's option"
          + " -XX:-DontCompileHugeMethods";

  @Test
  void isGivenWhereItHelps() {
    assertThat(StrictValidationAdvice.of(Validation.STRICT, () -> true)).isEqualTo(ADVICE);
    assertThat(StrictValidationAdvice.of(Validation.STRICT, () -> false)).isNull();
    assertThat(StrictValidationAdvice.of(Validation.FAST, () -> true)).isNull();
  }

  @Test
  void isSaidOnceAtTheStartOfAnEventLoggerThatIsStrict() {
    assertThat(said("strict"))
        .containsExactlyElementsOf(isHotSpotAsItComes() ? List.of(ADVICE) : List.of());
    assertThat(said("fast")).isEmpty();
  }

  private static List<String> said(String validation) {
    String yaml = "EVENT_LOGGER_NAME: null\nEVENT_SCHEMAS: {validation: " + validation + "}";
    try (LogRecords records = new LogRecords("dev.eventlogger");
        EventLogger events = EventLogger.open(EventLoggerConfig.parse("a.yaml", yaml, Map.of()))) {
      events.record("a", "1", Map.of());
      events.record("a", "1", Map.of());
      return records.messages();
    }
  }

  private static boolean isHotSpotAsItComes() {
    String name = System.getProperty("java.vm.name");
    return (name.contains("HotSpot") || name.contains("OpenJDK"))
        && !ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .contains("-XX:-DontCompileHugeMethods");
  }
}
