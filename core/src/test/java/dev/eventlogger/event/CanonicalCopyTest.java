package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CanonicalCopyTest {

  @Test
  void putsCommasWhereTheyBelong() {
    Event event =
        new CanonicalCopy()
            .name("a")
            .text("x")
            .name("b")
            .begin(true)
            .end(true)
            .name("c")
            .begin(false)
            .raw("1.0")
            .begin(false)
            .end(false)
            .text("y")
            .raw("null")
            .end(false)
            .name("d")
            .begin(true)
            .name("")
            .raw("{\"\u00E9\":1E+2}")
            .end(true)
            .toEvent();

    assertThat(event.toJson())
        .isEqualTo(
            "{\"a\":\"x\",\"b\":{},\"c\":[1.0,[],\"y\",null],\"d\":{\"\":{\"\u00E9\":1E+2}}}");
  }

  @Test
  void writesTextsAsTheyAreInEvents() {
    StringBuilder every = new StringBuilder();
    for (char c = 0; c < 0xD800; c++) {
      every.append(c);
    }
    String text = every.append("\uFFFF\uD83D\uDE00\uDBFF\uDFFF\uD800\uDC00").toString();
    EventDraft draft = EventDraft.named("n").message(text);
    Event event = Event.of(draft);

    Event copy =
        new CanonicalCopy()
            .name("id")
            .text(event.id().toString())
            .name("created_at")
            .text(Timestamps.micros(event.createdAt()))
            .name("name")
            .text("n")
            .name("level")
            .text("INFO")
            .name("message")
            .text(text)
            .name("event_data")
            .begin(true)
            .end(true)
            .toEvent();

    assertThat(copy.toJson()).isEqualTo(event.toJson());
  }

  @Test
  void makesQuestionMarksOfWhatIsNoText() {
    Event event = new CanonicalCopy().name("a\uDE00b").text("\uD83D\uD83D\uDE00x\uD83D").toEvent();

    assertThat(event.toJson()).isEqualTo("{\"a?b\":\"?\uD83D\uDE00x?\"}");
  }
}
