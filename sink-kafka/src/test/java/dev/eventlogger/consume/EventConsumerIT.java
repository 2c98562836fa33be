package dev.eventlogger.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is delivered and committed, and what is left. */
@Timeout(600)
class EventConsumerIT extends ConsumesIntoMemory {

  /** At most 1,000 records on their way. */
  private static final Map<String, Object> BOUNDED =
      Map.of("most_events", 1_000, "most_bytes", 1_000_000);

  /**
   * Kafka's properties; the settings would refuse them, as they leave no time to drain and commit.
   */
  private static final Map<String, Object> OFTEN =
      Map.of("max.poll.interval.ms", 1_500, "max.poll.records", 200);

  private ConsumerSettings fromTheBeginning(String topic) {
    return rig.settings(topic, group, Map.of("from_beginning", true));
  }

  @Test
  void deliversWhatIsThereCommitsItAndEnds() throws Exception {
    String topic = rig.topic(3);
    List<Event> events = ConsumeRig.events(2_000);
    rig.write(topic, events);

    try (EventLogger logger = open(Map.of());
        EventConsumer consumer = EventConsumer.open(logger, settings(topic).endingAtTheEnd())) {
      ConsumerState end = consumer.run();

      assertThat(ids())
          .containsExactlyInAnyOrderElementsOf(events.stream().map(Event::id).toList());
      assertThat(end.delivered()).isEqualTo(2_000);
      assertThat(end.lag()).isZero();
      assertThat(end.inFlight()).isZero();
      assertThat(rig.broker().topics().committed(group))
          .isEqualTo(rig.broker().topics().ends(topic));
      assertThat(logger.ledger().accepted()).isEqualTo(2_000);
    }
  }

  @Test
  void goesOnWhereTheGroupIsOrFromTheBeginningAgain() throws Exception {
    String topic = rig.topic(2);
    rig.write(topic, ConsumeRig.events(50));
    consumeUntilEnd(settings(topic));
    rig.write(topic, ConsumeRig.events(30));

    consumeUntilEnd(settings(topic));
    assertThat(sink.events()).hasSize(80);

    consumeUntilEnd(fromTheBeginning(topic));
    assertThat(sink.events()).hasSize(160);
  }

  @Test
  void doesNotRewindAGroupThatHasMembers() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(5));
    try (EventLogger logger = open(Map.of());
        RunningConsumer running = new RunningConsumer(logger, settings(topic))) {
      ConsumeRig.await("the first", () -> running.state().delivered() == 5);

      assertThatThrownBy(() -> consumeUntilEnd(fromTheBeginning(topic)))
          .isInstanceOf(ConsumerException.class)
          .hasMessageContaining("has members");
    }
  }

  @Test
  void commitsNothingThatItsDestinationDoesNotHave() throws Exception {
    String topic = rig.topic(2);
    AtomicBoolean isAway = new AtomicBoolean(true);
    sink.retryIf(event -> isAway.get());
    rig.write(topic, ConsumeRig.events(3_000));

    try (EventLogger logger = open(Map.of("queue_events", 500));
        RunningConsumer running =
            new RunningConsumer(logger, rig.settings(topic, group, BOUNDED), OFTEN)) {
      ConsumeRig.await("a pause", () -> running.state().paused());
      long begun = System.nanoTime();
      // Longer than max.poll.interval.ms: a member that did not poll would be out of the group.
      ConsumeRig.await("3 s", () -> System.nanoTime() - begun > 3_000_000_000L);
      assertThat(committed()).isZero();
      assertThat(running.state().lag()).isGreaterThanOrEqualTo(1_000);
      assertThat(running.state().inFlight()).isBetween(1_000L, 1_200L);
      assertThat(running.state().rebalances()).isEqualTo(1);

      isAway.set(false);
      ConsumeRig.await("all", () -> running.state().delivered() == 3_000);
      ConsumeRig.await("no lag", () -> running.state().lag() == 0);
    }
    assertThat(ids()).doesNotHaveDuplicates().hasSize(3_000);
    assertThat(isAllCommitted(topic)).isTrue();
  }

  @Test
  void leavesUncommittedWhatIsNotDeliveredAtTheEnd() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(100));
    sink.failNext(100_000, SinkException.unavailable("away", null));

    try (EventLogger logger = open(Map.of("close_timeout", "100ms"));
        RunningConsumer running =
            new RunningConsumer(
                logger, rig.settings(topic, group, Map.of("drain_timeout", "300ms")))) {
      ConsumeRig.await("records", () -> running.state().inFlight() == 100);
    }
    assertThat(committed()).isZero();
  }

  @Test
  void commitsWhatIsBuried() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(100));
    sink.rejectIf(event -> (Integer) event.data().get("n") % 10 == 0);

    ConsumerState end = consumeUntilEnd(settings(topic));

    assertThat(sink.events()).hasSize(90);
    assertThat(end.delivered()).isEqualTo(100);
    assertThat(committed()).isEqualTo(100);
    assertThat(Files.readAllLines(folder.resolve("dead/in-memory.ndjson"))).hasSize(10);
  }

  @Test
  void sharesPartitionsAndLosesNoneWhenMembersComeAndGo() throws Exception {
    String topic = rig.topic(6);
    List<Event> events = ConsumeRig.events(4_000);
    try (EventLogger logger = open(Map.of());
        RunningConsumer first = new RunningConsumer(logger, settings(topic))) {
      rig.write(topic, events.subList(0, 1_000));
      try (RunningConsumer second = new RunningConsumer(logger, settings(topic))) {
        ConsumeRig.await("both have some", () -> second.state().partitions().size() == 3);
        rig.write(topic, events.subList(1_000, 3_000));
        ConsumeRig.await("the second works", () -> second.state().delivered() > 0);
      }
      rig.write(topic, events.subList(3_000, 4_000));
      ConsumeRig.await("one has all", () -> first.state().partitions().size() == 6);
      ConsumeRig.await("no lag", () -> first.state().lag() == 0 && isAllCommitted(topic));
    }
    assertThat(new HashSet<>(ids()))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(Event::id).toList());
    // Each member drained what it had before it gave a partition up, so that none had to come
    // twice.
    assertThat(ids()).hasSize(4_000);
  }

  @Test
  void saysWhatIsWrongBeforeItBegins() throws Exception {
    try (EventLogger logger = open(Map.of())) {
      assertThatThrownBy(() -> run(logger, settings("no-such-topic")))
          .isInstanceOf(ConsumerException.class)
          .hasMessage(
              "topic no-such-topic: is not there, at "
                  + rig.broker().bootstrap()
                  + "; make it, or correct its name");
      assertThatThrownBy(
              () ->
                  EventConsumer.open(
                      logger,
                      ConsumerSettings.of(List.of("a:1"), List.of("t"), group, List.of("nowhere"))))
          .hasMessageContaining("there is no log \"nowhere\"");
    }
    EventLoggerConfig keepsNone = EventLoggerConfig.of(Map.of("EVENT_LOGGER_NAME", "in-memory"));
    try (EventLogger logger = EventLogger.open(keepsNone, new InMemoryEventLogger())) {
      assertThatThrownBy(() -> EventConsumer.open(logger, settings("t")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keeps no dead letters");
    }
  }

  private static void run(EventLogger logger, ConsumerSettings settings) throws Exception {
    try (EventConsumer consumer = EventConsumer.open(logger, settings)) {
      ConsumerState unused = consumer.run();
    }
  }

  @Test
  void endsWithNothingWhereNothingIs() throws Exception {
    assertThat(consumeUntilEnd(settings(rig.topic(2))).records()).isZero();
    assertThat(sink.events()).isEmpty();
  }
}
