package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogAllTest {

  private final RecordingSink one = new RecordingSink("one");
  private final RecordingSink two = new RecordingSink("two");

  @Test
  void answersForEachEventInItsTurn() {
    String yaml =
        """
        EVENT_LOGGER_NAME: [one, two]
        EVENT_LOGGERS: {one: {when: {level: INFO}}, two: {when: {name: b}}}
        """;
    try (EventLogger events = open(yaml)) {
      List<Outcome> outcomes =
          events.logAll(
              Arrays.asList(
                  EventDraft.named("a"),
                  EventDraft.named("debug").level(Level.DEBUG),
                  null,
                  EventDraft.named("wrong").data(Map.of("n", Double.NaN)),
                  EventDraft.named("b")));

      assertThat(outcomes)
          .containsExactly(
              Outcome.Accepted.ACCEPTED,
              new Outcome.Filtered("when"),
              new Outcome.Invalid("", "is null"),
              new Outcome.Invalid("/event_data/n", "is NaN, which is not a JSON number"),
              Outcome.Accepted.ACCEPTED);
      assertThat(events.ledger().logged()).isEqualTo(5);
      assertThat(events.ledger().accepted()).isEqualTo(2);
      assertThat(events.logAll(null)).isEmpty();
      assertThat(events.logAll(List.of())).isEmpty();
    }
    assertThat(one.events()).extracting(Event::name).containsExactly("a", "b");
    assertThat(two.events()).extracting(Event::name).containsExactly("b");
  }

  @Test
  void addsTheContextOfAViewAndKeepsToItsLog() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: [one, two]")) {
      Events view = events.with(Map.of("session", "s")).to("two");
      view.logAll(List.of(EventDraft.named("a"), EventDraft.of(EventType.VIEW)));

      assertThat(events.to("one").to("two").logAll(List.of(EventDraft.named("x"))))
          .containsExactly(new Outcome.Filtered("to"));
    }
    assertThat(one.events()).isEmpty();
    assertThat(two.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.context()).isEqualTo(Map.of("session", "s")));
  }

  @Test
  void keepsTheirOrderInAJournal(@TempDir Path folder) {
    List<EventDraft> drafts =
        IntStream.range(0, 500).mapToObj(n -> EventDraft.named("n" + n)).toList();
    try (EventLogger events =
        open(
            "EVENT_LOGGER_NAME: one\nEVENT_DELIVERY: {directory: '"
                + folder
                + "', sync: always, on_full: block(10s)}")) {
      assertThat(events.logAll(drafts)).hasSize(500).containsOnly(Outcome.Accepted.ACCEPTED);
    }
    assertThat(one.events())
        .extracting(Event::name)
        .isEqualTo(drafts.stream().map(EventDraft::name).toList());
  }

  @Test
  void namesEachLogThatDidNotTakeAnEvent() {
    EventLogger events = open("EVENT_LOGGER_NAME: [one, two]");
    events.close();

    Outcome dropped = new Outcome.Dropped(List.of("one", "two"), DropReason.CLOSED);
    assertThat(events.logAll(List.of(EventDraft.named("a"), EventDraft.named("b"))))
        .containsExactly(dropped, dropped);
    assertThat(events.log(EventDraft.named("c"))).isEqualTo(dropped);
    assertThat(events.ledger().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 3L));
  }

  @Test
  void noneFiltersThemAll() {
    assertThat(Events.none().logAll(List.of(EventDraft.named("a"))))
        .containsExactly(new Outcome.Filtered("none"));
    assertThat(Events.none().logAll(null)).isEmpty();
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(EventLoggerConfig.parse("test.yaml", yaml, Map.of()), one, two);
  }
}
