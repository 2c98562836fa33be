package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.EventCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventLoggerBuilderTest {

  private final RecordingSink one = new RecordingSink("one");
  private final RecordingSink two = new RecordingSink("two");

  /** Lets events of one schema pass. */
  private static final class OneSchema implements EventCheck {
    private static final SchemaRef REF = new SchemaRef("https://example.org/login", "1");
    private boolean begun;
    private boolean closed;

    @Override
    public @Nullable Passage examine(EventDraft draft, SchemaRef schema, CanonicalJson json) {
      return schema.equals(REF)
          ? null
          : Passage.refused(new Outcome.Invalid("/schema", "is not it"));
    }

    @Override
    public boolean keepsInvalid() {
      return false;
    }

    @Override
    public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
      return Map.of(REF, Map.of());
    }

    @Override
    public Optional<List<Problem>> violations(SchemaRef schema, Map<String, ?> data) {
      return Optional.empty();
    }

    @Override
    public void begin() {
      begun = true;
    }

    @Override
    public void close(Duration timeout) {
      closed = true;
    }
  }

  @Test
  void takesSinksAndASourceOfContext() {
    try (EventLogger events =
        EventLogger.builder()
            .config(config("EVENT_LOGGER_NAME: [one, two]\nEVENT_CONTEXT: {keys: [session]}"))
            .catalog(SinkCatalog.of(List.of()))
            .sinks(one)
            .sinks(two)
            .contextSource(key -> key + " of mine")
            .closeOnShutdown(false)
            .open()) {
      assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
    }
    assertThat(one.events()).hasSize(1).isEqualTo(two.events());
    assertThat(one.events().get(0).context()).isEqualTo(Map.of("session", "session of mine"));
  }

  @Test
  void takesAFile(@TempDir Path folder) throws Exception {
    Path yaml = Files.writeString(folder.resolve("app.yaml"), "EVENT_LOGGER_NAME: one\n");

    try (EventLogger events = EventLogger.builder().config(yaml).sinks(one).open()) {
      assertThat(events.ledger().logs()).containsOnlyKeys("one");
    }
  }

  @Test
  void looksForSinksInTheCatalogGiven() {
    EventLoggerBuilder builder =
        EventLogger.builder()
            .config(config("EVENT_LOGGER_NAME: onne"))
            .catalog(SinkCatalog.of(List.of()).addedTo("the folder plugins"))
            .sinks(one);

    assertThatThrownBy(builder::open)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "test.yaml: EVENT_LOGGER_NAME: there is no logger \"onne\"; did you mean \"one\"?"
                + " (found: null, one)");
  }

  @Test
  void takesTheCheckThatTheApplicationMade() {
    OneSchema check = new OneSchema();
    try (EventLogger events =
        EventLogger.builder()
            .config(config("EVENT_LOGGER_NAME: one"))
            .sinks(one)
            .eventCheck(check)
            .open()) {
      assertThat(events.eventCheck()).isSameAs(check);
      assertThat(check.begun).isTrue();
      assertThat(one.schemas()).containsOnlyKeys(OneSchema.REF);
      assertThat(events.record(OneSchema.REF.id(), "1", Map.of()).isAccepted()).isTrue();
      assertThat(events.record("other", "1", Map.of()))
          .isEqualTo(new Outcome.Invalid("/schema", "is not it"));
    }
    assertThat(check.closed).isTrue();
  }

  @Test
  void takesNoCheckBesideASectionThatDescribesOne() {
    EventLoggerBuilder builder =
        EventLogger.builder()
            .config(config("EVENT_LOGGER_NAME: one\nEVENT_SCHEMAS: {path: [schemas]}"))
            .sinks(one)
            .eventCheck(new OneSchema());

    assertThatThrownBy(builder::open)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "test.yaml: EVENT_SCHEMAS: the application gave an event check of its own, which knows"
                + " nothing of this section; remove one of them");
    assertThat(one.isOpen()).isFalse();
  }

  @Test
  void needsAConfiguration() {
    assertThatThrownBy(() -> EventLogger.builder().sinks(one).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "an event logger needs a configuration; give it to config(), as a file or as"
                + " EventLoggerConfig.of(values)");
  }

  private static EventLoggerConfig config(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
