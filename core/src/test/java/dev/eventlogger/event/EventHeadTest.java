package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading fields at their places gives the same as parsing everything. */
class EventHeadTest {

  private static final String ID = "0193c5d0-0000-7000-8000-00000000abcd";
  private static final String TIME = "2026-11-21T05:14:50.376408Z";
  private static final String JSON =
      "{\"id\":\""
          + ID
          + "\",\"created_at\":\""
          + TIME
          + "\",\"duration_ms\":1.5,\"uid\":\"4\\\"2\",\"event_type\":\"CLICK\",\"name\":\"click\","
          + "\"level\":\"INFO\",\"event_data\":{\"name\":\"other\"}}";

  @Test
  void readsWhatWasWritten() {
    Random random = new Random(14);
    for (int i = 0; i < 2_000; i++) {
      EventDraft draft = draft(random);
      byte[] json = Event.of(draft).toJson().getBytes(UTF_8);
      byte[] buffer = new byte[json.length + 10];
      int offset = random.nextInt(10);
      System.arraycopy(json, 0, buffer, offset, json.length);
      EventFields fields = EventFields.read(json, 0, json.length);

      assertThat(EventHead.id(buffer, offset, json.length)).isEqualTo(fields.id());
      assertThat(EventHead.createdAt(buffer, offset, json.length)).isEqualTo(fields.createdAt());
      boolean isPlain = fields.name().chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
      assertThat(EventHead.name(buffer, offset, json.length))
          .isEqualTo(isPlain ? fields.name() : null);
      assertThat(EventHead.type(buffer, offset, json.length)).isEqualTo(fields.type());
      assertThat(EventHead.hasNoType(buffer, offset, json.length)).isEqualTo(fields.type() == null);
      assertThat(Event.ofCanonical(buffer, offset, json.length).name()).isEqualTo(fields.name());
      assertThat(Event.ofCanonical(buffer, offset, json.length).type()).isEqualTo(fields.type());
    }
  }

  private static EventDraft draft(Random random) {
    String[] texts = {
      "n", "query-start", "ﬂügel 🎈", "a\"b", "back\\slash", "two\nlines", "ends\\"
    };
    EventDraft draft =
        random.nextBoolean()
            ? EventDraft.named(texts[random.nextInt(texts.length)])
            : EventDraft.of(random.nextBoolean() ? EventType.CLICK : EventType.API);
    draft.trustedId(new UUID(random.nextLong(), random.nextLong()));
    draft.createdAt(
        Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L))
            .plusNanos(random.nextInt(1_000_000_000)));
    if (random.nextBoolean()) {
      draft.uid(texts[random.nextInt(texts.length)]);
    }
    if (random.nextBoolean()) {
      draft.duration(Duration.ofNanos(random.nextLong(1L << 50)));
    }
    return draft.data(Map.of("name", "not this one"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          abcd|ABCD
          {"id"|{ "id"
          .376408Z|.376Z
          .376408Z|.376408000Z
          "click"|"cli\\u0063k"
          ,"name":|, "name":
          """)
  void parsesWhatLooksDifferent(String part, String instead) {
    assertThat(JSON).contains(part);
    Event event = event(JSON.replace(part, instead));

    assertThat(event.id()).isEqualTo(UUID.fromString(ID));
    assertThat(event.createdAt().toString()).startsWith("2026-11-21T05:14:50.376");
    assertThat(event.name()).isEqualTo("click");
    assertThat(event(JSON.replace(part, instead)).type()).isEqualTo(EventType.CLICK);
  }

  @Test
  void parsesMembersInAnotherOrder() {
    Event event =
        event(
            "{\"name\":\"n\",\"level\":\"INFO\",\"created_at\":\""
                + TIME
                + "\",\"id\":\""
                + ID
                + "\"}");

    assertThat(event.id()).isEqualTo(UUID.fromString(ID));
    assertThat(event.createdAt()).isEqualTo(Instant.parse(TIME));
    assertThat(event.name()).isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13-21T05:14:50.376408Z",
        "2026-02-30T05:14:50.376408Z",
        "2026-11-21T25:14:50.376408Z",
        "2026-11-21T05:60:50.376408Z",
        "2026-11-21T05:14:61.376408Z",
        "2026-11-21 05:14:50.376408Z",
        "2O26-11-21T05:14:50.376408Z"
      })
  void refusesATimeThatThereIsNot(String time) {
    Event event = event(JSON.replace(TIME, time));

    assertThatIllegalArgumentException().isThrownBy(event::createdAt);
  }

  @Test
  void refusesWhatWasCut() {
    byte[] json = JSON.getBytes(UTF_8);
    for (int length = 0; length < json.length; length++) {
      Event cut = Event.ofCanonical(json, 0, length);
      assertThatIllegalArgumentException().isThrownBy(cut::level);
      if (length < JSON.indexOf("\"click\"") + 7) {
        assertThatIllegalArgumentException().isThrownBy(cut::name);
      }
      if (length < JSON.indexOf(TIME) + TIME.length() + 1) {
        assertThatIllegalArgumentException().isThrownBy(cut::id);
        assertThatIllegalArgumentException().isThrownBy(cut::createdAt);
      }
    }
  }

  private static Event event(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return Event.ofCanonical(bytes, 0, bytes.length);
  }
}
