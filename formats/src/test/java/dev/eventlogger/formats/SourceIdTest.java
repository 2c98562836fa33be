package dev.eventlogger.formats;

import static dev.eventlogger.formats.EventReaderTest.problems;
import static dev.eventlogger.formats.EventReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the id of an event from outside. */
class SourceIdTest {

  private static final String ID = "0193c5d0-0000-7000-8000-000000000001";

  private final EventReader reader = new EventReader(false);
  private final EventReader trusting = new EventReader(true);

  @Test
  void anIdFromOutsideBecomesContext() {
    EventDraft draft =
        read(reader, "{\"event_type\":\"VIEW\",\"id\":\"" + ID + "\",\"context\":{\"a\":1}}");

    assertThat(draft.trustedId()).isNull();
    assertThat(draft.context()).isEqualTo(Map.of("a", 1, "source_id", ID));
  }

  @Test
  void anIdFromOutsideNeedNotBeAUuid() {
    assertThat(read(reader, "{\"event_type\":\"VIEW\",\"id\":17}").context())
        .isEqualTo(Map.of("source_id", "17"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "17", "\"1-1-1-1-1\""})
  void aTrustedIdMustBeAUuid(String id) {
    assertThat(problems(trusting, "{\"event_type\":\"VIEW\",\"id\":" + id + "}"))
        .containsExactly("/id: must be a UUID of 36 characters, to be kept as the event's id");
  }

  @Test
  void withoutAnIdATrustedEventGetsOne() {
    assertThat(read(trusting, "{\"event_type\":\"VIEW\"}").trustedId()).isNull();
  }
}
