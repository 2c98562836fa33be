package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Events are checked in full, by the validator and with what the application adds to it. */
@Tag("smoke")
@Timeout(60)
class SchemasTest {

  private static final String SCHEMA =
      """
      $id: https://example.org/report-export
      version: "1"
      type: object
      properties: {rows: {type: integer, minimum: 0}}
      required: [rows]
      """;

  @Test
  void checksEventsAgainstTheirSchemas(@TempDir Path folder) throws Exception {
    Path schema = Files.writeString(folder.resolve("report-export.yaml"), SCHEMA);
    new ApplicationContextRunner()
        .withBean(InMemoryEventLogger.class)
        .withConfiguration(AutoConfigurations.of(EventLoggerAutoConfiguration.class))
        .withPropertyValues(
            "event-logger.logger-name=in-memory",
            "event-logger.schemas.path=" + schema,
            "event-logger.schemas.validation=strict")
        .run(
            context -> {
              EventLogger events = context.getBean(EventLogger.class);
              String id = "https://example.org/report-export";
              assertThat(events.record(id, "1", Map.of("rows", 7)))
                  .isInstanceOf(Outcome.Accepted.class);
              assertThat(events.record(id, "1", Map.of("rows", -1)))
                  .isInstanceOfSatisfying(
                      Outcome.Invalid.class,
                      invalid ->
                          assertThat(invalid.problems().get(0).toString())
                              .contains("/event_data/rows"));
            });
  }
}
