package dev.eventlogger.schema;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may be kept of events from elsewhere that do not meet their schema. */
@Timeout(60)
class RelayedInvalidEventsTest {

  private static final SchemaRef RUN = new SchemaRef("https://example.org/run", "1");
  private static final String SCHEMA =
      """
      $id: https://example.org/run
      version: 1
      properties:
        rows: {type: integer}
        password: {type: string, x-redact: remove}
      """;

  @TempDir private Path folder;

  private Made.Refused make(String onInvalid) throws Exception {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                Map.of("dead_letters", folder.toString()),
                "EVENT_SCHEMAS",
                Map.of("on_invalid", onInvalid),
                "EVENT_REPORTS",
                Map.of("every", "0s")));
    try (EventLogger events = EventLogger.open(config, new InMemoryEventLogger());
        Relay relay = events.relay(List.of())) {
      Schemas.of(events).registry().registerText("run.yaml", SCHEMA);
      EventDraft draft =
          EventDraft.named("run").schema(RUN).data(Map.of("rows", "many", "password", "s3cret"));
      return (Made.Refused) relay.make(draft);
    }
  }

  @Test
  void areKeptRedactedIfInvalidEventsAre() throws Exception {
    Made.Refused refused = make("dead-letter");

    assertThat(refused.hasSchema()).isTrue();
    assertThat(requireNonNull(refused.kept()).data()).isEqualTo(Map.of("rows", "many"));
  }

  @Test
  void areNotKeptIfInvalidEventsAreNot() throws Exception {
    Made.Refused refused = make("reject");

    assertThat(refused.hasSchema()).isTrue();
    assertThat(refused.kept()).isNull();
  }
}
