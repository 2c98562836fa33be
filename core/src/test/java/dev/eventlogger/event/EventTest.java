package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

  private static final UUID ID = UUID.fromString("0193c5d0-0000-7000-8000-000000000001");

  @Test
  void saysWhatTheDraftSaid() {
    SchemaRef schema = new SchemaRef("/s", "1");
    Event event =
        Event.of(
            EventDraft.of(EventType.API)
                .trustedId(ID)
                .createdAt(Instant.EPOCH)
                .duration(Duration.ofNanos(1))
                .uid("42")
                .name("n")
                .level(Level.ERROR)
                .subject("s")
                .message("m")
                .schema(schema)
                .context(Map.of("a.b", 1))
                .data(Map.of("list", List.of(1, 2))));

    assertThat(event.id()).isEqualTo(ID);
    assertThat(event.createdAt()).isEqualTo(Instant.EPOCH);
    assertThat(event.duration()).isEqualTo(Duration.ofNanos(1));
    assertThat(event.uid()).isEqualTo("42");
    assertThat(event.type()).isEqualTo(EventType.API);
    assertThat(event.name()).isEqualTo("n");
    assertThat(event.level()).isEqualTo(Level.ERROR);
    assertThat(event.subject()).isEqualTo("s");
    assertThat(event.message()).isEqualTo("m");
    assertThat(event.schema()).isEqualTo(schema);
    assertThat(event.context()).isEqualTo(Map.of("a", Map.of("b", 1)));
    assertThat(event.data()).isEqualTo(Map.of("list", List.of(1, 2)));
  }

  @Test
  void whatIsAbsentIsNullOrEmpty() {
    Event event = Event.of(EventDraft.named("n"));

    assertThat(event.duration()).isNull();
    assertThat(event.uid()).isNull();
    assertThat(event.type()).isNull();
    assertThat(event.subject()).isNull();
    assertThat(event.message()).isNull();
    assertThat(event.schema()).isNull();
    assertThat(event.context()).isEmpty();
    assertThat(event.data()).isEmpty();
    assertThat(event.level()).isEqualTo(Level.INFO);
  }

  @Test
  void eventsOfOneIdAreEqual() {
    Event event = Event.of(EventDraft.named("n").trustedId(ID));
    Event same = Event.of(EventDraft.named("other").trustedId(ID));
    Event other = Event.of(EventDraft.named("n"));

    assertThat(event).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(event).isNotEqualTo("text").isNotEqualTo(null);
  }

  @Test
  void anEventPrintsWithoutItsData() {
    EventDraft draft =
        EventDraft.named("n").trustedId(ID).uid("secret").data(Map.of("secret", "secret"));

    assertThat(Event.of(draft)).hasToString("Event[0193c5d0-0000-7000-8000-000000000001]");
    assertThat(draft).hasToString("EventDraft[n]");
  }

  @Test
  void isASliceOfABuffer() throws IOException {
    String json = Event.of(EventDraft.named("ü").trustedId(ID)).toJson();
    byte[] buffer = ("xx" + json + "yy").getBytes(UTF_8);
    int length = json.getBytes(UTF_8).length;
    Event event = Event.ofCanonical(buffer, 2, length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    event.writeTo(out);

    assertThat(event.name()).isEqualTo("ü");
    assertThat(event.size()).isEqualTo(length);
    assertThat(event.toJson()).isEqualTo(json);
    assertThat(out.toString(UTF_8)).isEqualTo(json);
    assertThatThrownBy(() -> Event.ofCanonical(buffer, 5, buffer.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void dataIsUnmodifiable() {
    Event event = Event.of(EventDraft.named("n").data(Map.of("a", 1)));

    assertThatThrownBy(() -> event.data().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aDraftThatIsNoEventIsRefusedWithThePlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Event.of(EventDraft.named("n").data(Map.of("a", Double.NaN))))
        .withMessage("/event_data/a: is NaN, which is not a JSON number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "[]",
        "null",
        "{}",
        "{\"id\":\"secret\",\"created_at\":\"secret\",\"name\":\"n\",\"level\":\"INFO\"}",
        "{\"id\":\"0193c5d0-0000-7000-8000-000000000001\",\"created_at\":\"secret\"}",
        "{\"id\":\"0193c5d0-0000-7000-8000-000000000001\",\"created_at\":\"1970-01-01T00:00:00Z\","
            + "\"name\":\"n\",\"level\":\"secret\"}"
      })
  void bytesThatAreNoEventAreRefusedWithoutQuotingThem(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Event event = Event.ofCanonical(bytes, 0, bytes.length);

    assertThatIllegalArgumentException()
        .isThrownBy(event::name)
        .withMessage("not the canonical JSON of an event")
        .withNoCause();
  }

  @Test
  void pointersAreSafeToPrint() {
    assertThat(JsonPointers.segment("a/b~c")).isEqualTo("a~1b~0c");
    assertThat(JsonPointers.segment("a\n\u001b[31m\u202e\u2028"))
        .isEqualTo("a\uFFFD\uFFFD[31m\uFFFD\uFFFD");
    assertThat(JsonPointers.segment("k".repeat(1000))).isEqualTo("k".repeat(64) + "…");
  }

  @Test
  void infoUsageAndAuditAreEquallySevere() {
    for (Level level : List.of(Level.INFO, Level.USAGE, Level.AUDIT)) {
      assertThat(level.isAtLeast(Level.INFO)).isTrue();
      assertThat(level.isAtLeast(Level.AUDIT)).isTrue();
      assertThat(level.isAtLeast(Level.DEBUG)).isTrue();
      assertThat(level.isAtLeast(Level.WARNING)).isFalse();
    }
    assertThat(Level.ERROR.isAtLeast(Level.WARNING)).isTrue();
  }

  @Test
  void anInvalidEventHasAProblem() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Invalid(List.of()));
    assertThat(new Outcome.Invalid("/a", "is wrong").problems())
        .containsExactly(new Problem("/a", "is wrong"));
    assertThat(new Problem("", "is wrong")).hasToString("is wrong");
    assertThat(Outcome.Accepted.ACCEPTED.isAccepted()).isTrue();
    assertThat(new Outcome.Filtered("rule").isAccepted()).isFalse();
  }
}
