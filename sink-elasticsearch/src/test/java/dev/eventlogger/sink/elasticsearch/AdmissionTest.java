package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final Admission admission =
      new Admission(Duration.ofDays(365), Duration.ofHours(36), () -> NOW);

  @ParameterizedTest
  @CsvSource({
    "2025-11-21T12:00:00Z, ''",
    "2025-11-21T11:59:59.999999Z, 'created_at is longer ago than max_age, 365d;'",
    "2026-11-23T00:00:00Z, ''",
    "2026-11-23T00:00:00.000001Z, 'created_at is further in the future than max_future, 36h;'",
    "1969-12-31T23:59:59.999999Z, created_at is not in the years that Elasticsearch indexes",
    "2262-04-11T23:47:16.854776Z, created_at is not in the years that Elasticsearch indexes",
  })
  void boundsTheTimeOfAnEvent(Instant time, String flaw) {
    Optional<String> found = flaw(Event.of(EventDraft.named("a").createdAt(time)));

    if (flaw.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).get().asString().startsWith(flaw);
    }
  }

  @Test
  void boundsNothingButWhatTheIndexCanHoldWhereNoBoundIsSet() {
    Admission open = new Admission(null, null, () -> NOW);
    for (Instant time : List.of(FilterQuery.FIRST, FilterQuery.LAST)) {
      Event event = Event.of(EventDraft.named("a").createdAt(time));

      assertThat(open.flaw(event, new DocumentWriter(TypedData.NONE).write(event))).isEmpty();
    }
  }

  @Test
  void findsANulInAKeyHoweverDeep() {
    Object deep = List.of("x", Map.of("a", List.of(Map.of("secret\0", 1))));

    assertThat(flaw(click(Map.of("list", deep))))
        .contains("event_data has a key with a NUL in it, which Elasticsearch refuses");
    assertThat(flaw(Event.of(EventDraft.named("a").createdAt(NOW).context(Map.of("secret\0", 1)))))
        .contains("context has a key with a NUL in it, which Elasticsearch refuses");
  }

  @Test
  void takesANulInAValueAndATextThatOnlyLooksLikeOne() {
    assertThat(flaw(click(Map.of("a", "\0", "b", "\\u0000", "\\u0000", 1)))).isEmpty();
  }

  @Test
  void findsAKeyAndValueThatAreTooLongTogether() {
    int room = Admission.LONGEST_TERM - 1;
    String value = "v".repeat(8_191);

    assertThat(flaw(click(Map.of("k".repeat(room - 8_191), value)))).isEmpty();
    assertThat(flaw(click(Map.of("k".repeat(room - 8_190), value))))
        .get()
        .asString()
        .startsWith("event_data has a value that with the keys that lead to it is longer");
    assertThat(flaw(click(Map.of("k".repeat(room - 8_190), value + "v"))))
        .as("a value that is passed over")
        .isEmpty();
  }

  private Optional<String> flaw(Event event) {
    return admission.flaw(event, new DocumentWriter(TypedData.NONE).write(event));
  }

  private static Event click(Map<String, ?> data) {
    return Event.of(EventDraft.named("click").createdAt(NOW).data(data));
  }
}
