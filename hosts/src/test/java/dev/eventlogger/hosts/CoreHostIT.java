package dev.eventlogger.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The event logger itself, and schemas, with the libraries that a host brings. */
@Tag("smoke")
@Timeout(60)
final class CoreHostIT {

  private static final int EVENTS = 1_000;
  private static final String SCHEMA =
      """
      $id: https://example.org/report-export
      version: "1"
      type: object
      properties: {rows: {type: integer, minimum: 0}}
      required: [rows]
      """;

  @TempDir private Path folder;

  private EventLoggerConfig config(String... more) {
    String yaml =
        String.join(
            "\n",
            "EVENT_LOGGER_NAME: file",
            "EVENT_LOGGERS: {file: {path: '" + folder.resolve("events.ndjson") + "'}}",
            "EVENT_DELIVERY: {directory: '" + folder.resolve("journal") + "', batch_size: 100}",
            String.join("\n", more),
            "");
    return EventLoggerConfig.parse("host.yaml", yaml, Map.of());
  }

  @Test
  void deliversByAJournalWhatCanBeReadAgain() throws Exception {
    try (EventLogger events = EventLogger.open(config())) {
      for (int i = 0; i < EVENTS; i++) {
        Map<String, Object> data = Map.of("n", i, "of", Map.of("text", "ä\u2028", "half", 0.5));
        assertThat(events.log(EventDraft.named("counted").uid("ada").data(data)))
            .isInstanceOf(Outcome.Accepted.class);
      }
      assertThat(events.flush(Duration.ofSeconds(30))).isEqualTo(FlushResult.FLUSHED);
      assertThat(events.ledger().logs().get("file").delivered()).isEqualTo(EVENTS);
    }

    List<String> lines = Files.readAllLines(folder.resolve("events.ndjson"));
    assertThat(lines).hasSize(EVENTS);
    byte[] json = lines.get(EVENTS - 1).getBytes(StandardCharsets.UTF_8);
    Event last = Event.ofCanonical(json, 0, json.length);
    assertThat(last.uid()).isEqualTo("ada");
    assertThat(last.data()).containsEntry("of", Map.of("text", "ä\u2028", "half", 0.5));
  }

  @Test
  void checksEventsAgainstTheirSchemas() throws Exception {
    Path schema = Files.writeString(folder.resolve("report-export.yaml"), SCHEMA);
    String schemas = "EVENT_SCHEMAS: {path: '" + schema + "', validation: strict}";
    try (EventLogger events = EventLogger.open(config(schemas))) {
      String id = "https://example.org/report-export";
      assertThat(events.record(id, "1", Map.of("rows", 7))).isInstanceOf(Outcome.Accepted.class);
      assertThat(events.record(id, "1", Map.of("rows", -1)))
          .isInstanceOfSatisfying(
              Outcome.Invalid.class,
              invalid ->
                  assertThat(invalid.problems().get(0).toString()).contains("/event_data/rows"));
    }
  }

  @Test
  void saysWhereAMistakeIs() {
    assertThatThrownBy(() -> EventLogger.open(config("EVENT_CONTEXT: {kyes: [ip]}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EVENT_CONTEXT.kyes: unknown setting; did you mean \"keys\"?");
  }
}
