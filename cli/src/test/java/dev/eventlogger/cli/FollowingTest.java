package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private Instant now = START;

  @Test
  void givesTheLastEventsInTheOrderOfTime() throws Exception {
    put("b", -20);
    put("c", -10);
    put("a", -3_000);

    assertThat(names(following().last(2))).containsExactly("b", "c");
    assertThat(following().last(0)).isEmpty();
    assertThat(names(following().last(10))).containsExactly("a", "b", "c");
  }

  @Test
  void givesEachEventThatComesOnce() throws Exception {
    put("old", -5);
    put("shown", -1);
    Following following = following();
    following.last(1);

    assertThat(poll(following)).isEmpty();
    now = START.plusSeconds(2);
    put("new", 1);
    put("new too", 2);
    assertThat(poll(following)).containsExactly("new", "new too");
    assertThat(poll(following)).isEmpty();
  }

  @Test
  void findsEventsThatComeLate() throws Exception {
    Following following = following();
    now = START.plusSeconds(100);
    put("on time", 100);
    assertThat(poll(following)).containsExactly("on time");

    put("late", 75);
    put("too late", 60);
    assertThat(poll(following)).containsExactly("late");
    assertThat(poll(following)).isEmpty();
  }

  @Test
  void isNotLedAstrayByAnEventFromTheFuture() throws Exception {
    Following following = following();
    put("future", 3_600);
    assertThat(poll(following)).containsExactly("future");

    now = START.plusSeconds(5);
    put("present", 5);
    assertThat(poll(following)).containsExactly("present");
  }

  @Test
  void followsWhatTheFilterTakes() throws Exception {
    EventFilter filter =
        new EventFilter(
            null,
            START.plusSeconds(60),
            List.of(Condition.of(Field.NAME, Operator.CONTAINS, "good")));
    Following following = new Following(new InMemoryEventStore(sink), filter, clock());
    put("good", 1);
    put("bad", 1);
    put("good but after", 61);

    assertThat(poll(following)).containsExactly("good");
    now = START.plusSeconds(500);
    assertThat(poll(following)).isEmpty();
  }

  @Test
  void turnsPages() throws Exception {
    Following following = following();
    for (int i = 0; i < 2_500; i++) {
      put("many", 1);
    }

    assertThat(poll(following)).hasSize(2_500);
  }

  private Following following() {
    return new Following(new InMemoryEventStore(sink), EventFilter.ALL, clock());
  }

  private static List<String> poll(Following following) {
    List<Event> events = new ArrayList<>();
    following.poll(events::addAll);
    return names(events);
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  private void put(String name, int seconds) throws Exception {
    Instant time = START.plus(Duration.ofSeconds(seconds));
    sink.log(List.of(Event.of(EventDraft.named(name).createdAt(time))));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
