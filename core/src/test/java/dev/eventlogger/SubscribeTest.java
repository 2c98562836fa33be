package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers are told of what is logged. */
@Timeout(60)
class SubscribeTest {

  private final RecordingSink memory = new RecordingSink("memory");
  private final List<Event> told = new ArrayList<>();

  @Test
  void tellsOfWhatIsAcceptedThroughAnyView() {
    try (EventLogger events = open("memory")) {
      EventLogger.Subscription subscription = events.subscribe(told::add);
      events.log("1", EventType.CLICK, Map.of());
      events.with(Map.of("a", 1)).log("2", EventType.VIEW, Map.of());
      events.logAll(List.of(EventDraft.named("three"), EventDraft.named("four")));
      events.log(EventDraft.blank());
      subscription.close();
      events.log("5", EventType.CLICK, Map.of());
    }

    assertThat(told).extracting(Event::name).containsExactly("click", "view", "three", "four");
    assertThat(told).isEqualTo(memory.events().subList(0, 4));
  }

  @Test
  void tellsNothingOfWhatALogDidNotTake() {
    EventLogger events = open("memory");
    EventLogger.Subscription unused = events.subscribe(told::add);
    events.close();
    events.log("1", EventType.CLICK, Map.of());
    events.logAll(List.of(EventDraft.named("late")));

    assertThat(told).isEmpty();
  }

  @Test
  void reportsASubscriberThatFailsOnceAndGoesOn() {
    try (LogRecords records = new LogRecords("dev.eventlogger");
        EventLogger events = open("memory")) {
      EventLogger.Subscription unused = events.subscribe(SubscribeTest::fail);
      EventLogger.Subscription other = events.subscribe(told::add);
      assertThat(events.log("1", EventType.CLICK, Map.of()).isAccepted()).isTrue();
      assertThat(events.log("2", EventType.CLICK, Map.of()).isAccepted()).isTrue();
      other.close();
      assertThat(records.messages())
          .filteredOn(line -> line.contains("fails at events"))
          .hasSize(1);
    }

    assertThat(told).hasSize(2);
  }

  private static void fail(Event event) {
    throw new IllegalStateException("not " + event.name());
  }

  private EventLogger open(String name) {
    return EventLogger.open(
        EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: " + name, Map.of()), memory);
  }
}
