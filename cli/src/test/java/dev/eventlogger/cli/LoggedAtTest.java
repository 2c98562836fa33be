package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedAtTest {

  @Test
  void isTheTimeOfTheIdWhateverTheEventSays() {
    EventDraft draft = EventDraft.named("first").createdAt(Instant.parse("2001-02-03T04:05:06Z"));
    Event event = Event.of(draft);

    Optional<Instant> loggedAt = loggedAt(event.toJson());

    assertThat(loggedAt).contains(Instant.ofEpochMilli(event.id().getMostSignificantBits() >>> 16));
    assertThat(loggedAt.orElseThrow()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void isTheTimeOfTheEventWhereTheIdWasMadeElsewhere() {
    EventDraft draft = EventDraft.named("first").createdAt(Instant.parse("2001-02-03T04:05:06Z"));
    Event event = Event.of(draft);
    String random =
        event.toJson().replace(event.id().toString(), "5ac1c9ee-8b32-4bd3-9e4e-0a9b4a3b7c11");

    assertThat(loggedAt(random)).contains(Instant.parse("2001-02-03T04:05:06Z"));
  }

  @Test
  void isNotKnownOfWhatIsNoEvent() {
    assertThat(loggedAt("{}")).isEmpty();
    assertThat(loggedAt("no JSON")).isEmpty();
  }

  private static Optional<Instant> loggedAt(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return LoggedAt.of(bytes, 0, bytes.length);
  }
}
