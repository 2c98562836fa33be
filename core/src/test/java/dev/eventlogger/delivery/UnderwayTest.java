package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnderwayTest {

  private final List<RelayedEvent> events =
      IntStream.range(0, 5).mapToObj(i -> event("x".repeat(1_000))).toList();

  private static RelayedEvent event(String text) {
    Event event = Event.of(EventDraft.named("a").data(Map.of("text", text)));
    return RelayedEvent.untilKept(event, List.of("x"), Map.of());
  }

  private static long bytes(List<RelayedEvent> events) {
    return events.stream().mapToLong(event -> event.json().length).sum();
  }

  private List<RelayedEvent> remembered(Underway underway) {
    return events.stream().filter(event -> underway.remove(event.id()) != null).toList();
  }

  @Test
  void remembersThoseGivenLastThatFitIntoItsBytes() {
    Underway underway = new Underway(100, bytes(events.subList(3, 5)));
    events.forEach(underway::add);
    underway.forgetBefore(1);

    assertThat(remembered(underway)).containsExactly(events.get(3), events.get(4));
  }

  @Test
  void forgetsNoneOfTheLatestThoughTheyAreTooLarge() {
    Underway underway = new Underway(1, 1);
    events.forEach(underway::add);
    underway.forgetBefore(2);

    assertThat(remembered(underway)).containsExactly(events.get(3), events.get(4));
  }

  @Test
  void hasRoomAgainForWhatIsRemoved() {
    Underway underway = new Underway(100, bytes(events.subList(2, 5)));
    events.subList(0, 3).forEach(underway::add);
    underway.add(events.get(0)); // added again
    assertThat(underway.remove(events.get(1).id())).isSameAs(events.get(1));
    assertThat(underway.remove(events.get(1).id())).isNull();
    underway.add(events.get(3));
    underway.forgetBefore(1);

    assertThat(remembered(underway)).containsExactly(events.get(0), events.get(2), events.get(3));
  }
}
