package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The effects of {@code EVENT_SCHEMAS} on an event logger. */
@Timeout(120)
class SchemaStartupTest {

  private final InMemoryEventLogger memory = new InMemoryEventLogger();

  @Test
  void takesSchemasThatWereRegisteredInCode() {
    Schemas schemas = new Schemas(SchemaSettings.defaults());
    SchemaRef login =
        schemas
            .registry()
            .register(
                "login",
                Map.of(
                    "$id", "https://example.org/login", "version", "1", "required", List.of("by")));
    try (EventLogger events =
        EventLogger.builder()
            .config(EventLoggerConfig.of(Map.of("EVENT_LOGGER_NAME", "in-memory")))
            .sinks(memory)
            .eventCheck(schemas)
            .open()) {
      assertThat(Schemas.of(events)).isSameAs(schemas);
      assertThat(events.record(login.id(), "1", Map.of("by", "password")).isAccepted()).isTrue();
      assertThat(events.record(login.id(), "1", Map.of())).isInstanceOf(Outcome.Invalid.class);
    }
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void needsAFolderToKeepInvalidEventsIn() {
    assertThatThrownBy(() -> open("EVENT_SCHEMAS: {on_invalid: dead-letter}"))
        .hasMessage(
            "test.yaml: EVENT_SCHEMAS.on_invalid: dead-letter needs a folder to keep them in; set"
                + " EVENT_DELIVERY.dead_letters");
  }

  @Test
  void registersSchemasBeforeItOpensItsSinks(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("login.yaml"),
        "{$id: https://example.org/login, version: 1, properties: {ok: {type: boolean}}}");
    String yaml = "EVENT_LOGGER_NAME: in-memory\nEVENT_SCHEMAS: {path: '" + folder + "'}";

    EventLogger.open(parse(yaml), memory).close();

    assertThat(memory.schemas())
        .containsOnlyKeys(new SchemaRef("https://example.org/login", "1"))
        .allSatisfy((ref, schema) -> assertThat(schema).containsKeys("$ref", "definitions"));
  }

  @Test
  void opensNoSinkWhereASchemaIsWrong(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "{$id: https://example.org/bad, type: objekt}");
    String yaml = "EVENT_LOGGER_NAME: in-memory\nEVENT_SCHEMAS: {path: '" + folder + "'}";

    assertThatThrownBy(() -> EventLogger.open(parse(yaml), memory))
        .hasMessageContaining("EVENT_SCHEMAS.path");
    assertThat(memory.schemas()).as("what open was told").isEmpty();
  }

  @Test
  void recordsEventsOfASchema() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: in-memory")) {
      events.record("https://example.org/query-run", "1", Map.of("rows", 3));
    }

    assertThat(memory.events().get(0).schema())
        .isEqualTo(new SchemaRef("https://example.org/query-run", "1"));
    assertThat(memory.events().get(0).name()).isEqualTo("event");
  }

  @Test
  void keepsWhatTheSchemaDescribesOfInvalidEvents(@TempDir Path folder) throws Exception {
    String schema =
        """
        {"$id": "https://example.org/login", "version": "1", "type": "object",
         "properties": {"user": {"type": "string", "x-redact": "mask"}, "ok": {"type": "boolean"}}}
        """;
    Path file = Files.writeString(folder.resolve("login.json"), schema);
    String yaml =
        """
        EVENT_LOGGER_NAME: in-memory
        EVENT_SCHEMAS: {path: "%s", on_invalid: dead-letter}
        EVENT_DELIVERY: {dead_letters: "%s"}
        """
            .formatted(file, folder);
    try (EventLogger events = open(yaml)) {
      Outcome outcome =
          events.record(
              "https://example.org/login",
              "1",
              Map.of("user", "ada", "ok", "yes", "password", "hunter2"));
      assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
      assertThat(events.flush(Duration.ofSeconds(10))).isEqualTo(FlushResult.FLUSHED);
      assertThat(events.ledger().invalid())
          .isEqualTo(Map.of("violates-schema https://example.org/login version 1", 1L));
      assertThat(events.ledger().logs().get("_invalid").dead()).isEqualTo(1);
    }

    assertThat(Files.readString(folder.resolve("_invalid.ndjson")))
        .contains("\"user\":\"****\"", "\"problems\":[\"/event_data/ok: ")
        .doesNotContain("ada", "hunter2", "password");
    assertThat(memory.events()).isEmpty();
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(parse(yaml), memory);
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
