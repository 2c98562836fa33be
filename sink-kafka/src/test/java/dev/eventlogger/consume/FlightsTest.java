package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlightsTest {

  @TempDir private Path folder;

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private final PartitionProgress progress = new PartitionProgress(MockTopic.PARTITION);

  private EventLogger open(Map<String, Object> delivery) {
    Map<String, Object> all =
        new HashMap<>(Map.of("dead_letters", folder.resolve("dead").toString()));
    all.putAll(delivery);
    return EventLogger.open(
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "in-memory",
                "EVENT_DELIVERY",
                all,
                "EVENT_REPORTS",
                Map.of("every", "0s"))),
        sink);
  }

  private static ConsumerRecord<byte[], byte[]> record() {
    return new ConsumerRecord<>(MockTopic.NAME, 0, 9, null, "no".getBytes(UTF_8));
  }

  private static UnreadableRecord unreadable() {
    return UnreadableRecord.of(record(), new Made.Refused(List.of(new Problem("", "is none"))));
  }

  private Flight flight(Relay relay, List<Event> events, List<UnreadableRecord> others) {
    progress.given(0, 10);
    Flight flight = new Flight(relay.ship(events), others, 10);
    flight.add(progress, record());
    return flight;
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  @Test
  void drainingRestsWhileTheQueuesHaveNoRoom() throws Exception {
    sink.retryIf(event -> true);
    List<Event> events =
        Stream.generate(() -> Event.of(EventDraft.named("e"))).limit(5_000).toList();
    try (EventLogger logger =
            open(Map.of("queue_events", 2, "batch_size", 1, "close_timeout", "100ms"));
        Relay relay = logger.relay(List.of())) {
      Flights flights = new Flights(relay, new Troubles("g"));
      flights.add(flight(relay, events, List.of()));

      long before = cpuMillis();
      boolean isDone = flights.drain(List.of(MockTopic.PARTITION), Duration.ofSeconds(2));

      assertThat(isDone).isFalse();
      assertThat(cpuMillis() - before).isLessThan(1_000);
    }
  }

  @Test
  void buriesASliceWithALook() throws Exception {
    try (EventLogger logger = open(Map.of());
        Relay relay = logger.relay(List.of())) {
      Flights flights = new Flights(relay, new Troubles("g"));
      flights.add(flight(relay, List.of(), Collections.nCopies(1_000_000, unreadable())));

      flights.look();

      assertThat(flights.records()).isEqualTo(1_000_000);
      assertThat(Files.size(folder.resolve("dead/_unreadable.ndjson"))).isPositive();
    }
  }

  @Test
  void hurriesWhatIsOnItsWayPastALingerOfADay() throws Exception {
    Event event = Event.of(EventDraft.named("e"));
    try (EventLogger logger = open(Map.of("linger", "1d"));
        Relay relay = logger.relay(List.of())) {
      Flights flights = new Flights(relay, new Troubles("g"));
      flights.add(flight(relay, List.of(event), List.of()));
      flights.look();
      assertThat(flights.records()).isEqualTo(1);

      flights.hurry();

      ConsumeRig.await("the event", () -> sink.events().equals(List.of(event)));
    }
  }

  @Test
  void drainingBuriesSlicesUntilAllAreKept() throws Exception {
    try (EventLogger logger = open(Map.of());
        Relay relay = logger.relay(List.of())) {
      Flights flights = new Flights(relay, new Troubles("g"));
      flights.add(flight(relay, List.of(), Collections.nCopies(100, unreadable())));

      assertThat(flights.drain(List.of(MockTopic.PARTITION), Duration.ofSeconds(30))).isTrue();
      assertThat(Files.readAllLines(folder.resolve("dead/_unreadable.ndjson"))).hasSize(100);
    }
  }
}
