package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.testing.LogRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subscribers to the events that logs took. */
class SubscribersTest {

  private final Subscribers subscribers = new Subscribers();
  private final List<String> seen = new ArrayList<>();

  private void tell(long taken, String name) {
    byte[] json = json(name);
    subscribers.tell(taken, json, json.length);
  }

  @Test
  void isToldOfTheEventsOfItsLogsUntilItIsRemoved() {
    tell(0b01, "nobody looks on");
    Runnable end = subscribers.add(event -> seen.add(event.name()), 0b110);
    tell(0b001, "of another");
    tell(0b010, "a");
    tell(0b101, "b");
    end.run();
    tell(0b110, "c");

    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void hasItsEventWhateverBecomesOfTheCallersBytes() {
    List<Event> events = new ArrayList<>();
    subscribers.add(events::add, 1);
    byte[] json = json("a");
    subscribers.tell(1, json, json.length);
    Arrays.fill(json, (byte) 0);

    assertThat(events).singleElement().satisfies(event -> assertThat(event.name()).isEqualTo("a"));
  }

  @Test
  void thatOneFailsIsSaidOnceAndHoldsUpNoOther() {
    subscribers.add(
        event -> {
          throw new IllegalStateException("of " + event.name());
        },
        1);
    subscribers.add(event -> seen.add(event.name()), 1);
    try (LogRecords said = new LogRecords("dev.eventlogger")) {
      tell(1, "a");
      tell(1, "b");

      assertThat(said.messages())
          .singleElement()
          .asString()
          .contains("SubscribersTest", " fails at events: java.lang.IllegalStateException");
    }
    assertThat(seen).containsExactly("a", "b");
  }
}
