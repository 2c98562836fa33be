package dev.eventlogger.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextFormTest {

  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50Z");
  private static final String START =
      "ConsoleEventLogger - created_at: 2026-11-21T05:14:50.000000Z, ";

  private final TextForm plain = new TextForm(false);
  private final TextForm colored = new TextForm(true);

  @Test
  void isQuerybooksLine() {
    EventDraft click = EventDraft.of(EventType.CLICK).uid("42").data(Map.of("element", "RUN"));

    assertThat(line(click))
        .isEqualTo(START + "uid=42, event_type=CLICK, event_data={\"element\":\"RUN\"}");
  }

  @Test
  void hasAllThatQuerybookLacks() {
    EventDraft full =
        EventDraft.of(EventType.API)
            .uid("42")
            .name("query-run")
            .level(Level.AUDIT)
            .subject("query:42")
            .message("ran a query")
            .schema(new SchemaRef("https://example.org/run", "1"))
            .duration(Duration.ofNanos(12_500_000))
            .context(Map.of("user.id", 7));

    assertThat(line(full))
        .isEqualTo(
            START
                + "uid=42, event_type=API, name=query-run, level=AUDIT, subject=query:42, "
                + "message=\"ran a query\", schema=\"https://example.org/run version 1\", "
                + "duration_ms=12.5, context={\"user\":{\"id\":7}}, event_data={}");
  }

  @Test
  void leavesEmptyWhatIsAbsent() {
    assertThat(line(EventDraft.named("query-start")))
        .isEqualTo(START + "uid=, event_type=, name=query-start, event_data={}");
  }

  @Test
  void takesTheLongestDuration() {
    EventDraft draft = EventDraft.named("x").duration(Duration.ofMillis(Long.MAX_VALUE));

    assertThat(line(draft)).contains("duration_ms=9223372036854775807,");
  }

  @Test
  void quotesAValueThatCouldLookLikeAnotherField() {
    EventDraft forged = EventDraft.of(EventType.VIEW).uid("42, event_type=API").subject("");

    assertThat(line(forged))
        .contains("uid=\"42, event_type=API\", event_type=VIEW, ")
        .contains("subject=\"\", ");
  }

  @Test
  void isOneLineWhateverTheEventHolds() {
    String awkward = "a\nb\r\u0085\u2028\u2029\u001b[2J\u009b31m\u202egpj\u0000\t\u200b";
    EventDraft everywhere =
        EventDraft.named(awkward)
            .uid(awkward)
            .subject(awkward)
            .message(awkward)
            .schema(new SchemaRef(awkward, awkward))
            .context(Map.of(awkward, awkward))
            .data(Map.of(awkward, awkward));

    assertThat(line(everywhere))
        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202e\\u200b]")
        .contains(
            "uid=\"a\\nb\\r\\u0085\\u2028\\u2029\\u001b[2J\\u009b31m\\u202egpj\\u0000\\t\\u200b\"");
  }

  @Test
  void colorsWhatIsSerious() {
    assertThat(colored.line(event(EventDraft.named("x").level(Level.ERROR))))
        .contains("\u001b[31mERROR\u001b[0m");
    assertThat(colored.line(event(EventDraft.named("x").level(Level.WARNING))))
        .contains("\u001b[33mWARNING\u001b[0m");
  }

  @Test
  void saysTheSameWithAndWithoutColor() {
    Event event = event(EventDraft.named("x").level(Level.DEBUG).data(Map.of("a", 1)));

    assertThat(colored.line(event).replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain.line(event));
  }

  private String line(EventDraft draft) {
    return plain.line(event(draft));
  }

  private static Event event(EventDraft draft) {
    return Event.of(draft.createdAt(TIME));
  }
}
