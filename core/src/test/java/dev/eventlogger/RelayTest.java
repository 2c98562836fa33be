package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Shipment;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final Gate sink = new Gate();

  /** Delivers nothing until it is opened, and rejects events with the name for that. */
  private static final class Gate extends BaseEventLogger {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String loggerName() {
      return "gate";
    }

    @Override
    public DeliveryResult log(List<Event> batch) throws InterruptedException {
      opened.await();
      List<Rejected> rejected = new ArrayList<>();
      for (Event event : batch) {
        if (event.name().equals("reject")) {
          rejected.add(new Rejected(event, "is called so"));
        } else {
          events.add(event);
        }
      }
      return DeliveryResult.rejected(rejected);
    }
  }

  private EventLogger open(Map<String, Object> delivery) {
    Map<String, Object> all = new HashMap<>(Map.of("linger", "10ms", "close_timeout", "100ms"));
    all.putAll(delivery);
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "gate",
                "EVENT_DELIVERY",
                all,
                "EVENT_REPORTS",
                Map.of("every", "0s")));
    return EventLogger.open(config, sink);
  }

  private Map<String, Object> letters() {
    return Map.of("dead_letters", folder.resolve("dead").toString());
  }

  private static List<Event> events(String... names) {
    return List.of(names).stream().map(name -> Event.of(EventDraft.named(name))).toList();
  }

  @Test
  void isOverWhenEachIsDeliveredOrBuried() throws Exception {
    try (EventLogger logger = open(letters());
        Relay relay = logger.relay(List.of("gate"))) {
      List<Event> events = events("a", "reject", "b");
      Shipment shipment = relay.ship(events);

      assertThat(shipment.offer()).isTrue();
      assertThat(shipment.isOver(Duration.ofMillis(50))).isFalse();
      assertThat(logger.ledger().accepted()).isZero();
      sink.opened.countDown();
      assertThat(shipment.isOver(PATIENCE)).isTrue();
      assertThat(sink.events).containsExactly(events.get(0), events.get(2));
      assertThat(Files.readAllLines(folder.resolve("dead/gate.ndjson"))).hasSize(1);
      assertThat(logger.ledger().accepted()).isEqualTo(3);
    }
  }

  @Test
  void takesAnErrorOfTheMachineForNoFaultOfADraft() throws Exception {
    Map<String, Object> data =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new OutOfMemoryError("for a test");
          }
        };
    try (EventLogger logger = open(letters());
        Relay relay = logger.relay(List.of())) {
      assertThatThrownBy(() -> relay.make(EventDraft.named("a").data(data)))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void aLookHurriesNoBatch() throws Exception {
    Map<String, Object> delivery = new HashMap<>(letters());
    delivery.put("linger", "1h");
    sink.opened.countDown();
    try (EventLogger logger = open(delivery);
        Relay relay = logger.relay(List.of())) {
      Shipment shipment = relay.ship(events("a"));
      for (int i = 0; i < 20; i++) {
        assertThat(shipment.isOver(Duration.ZERO)).isFalse();
        Thread.sleep(10); // long enough for a delivery thread that was hurried to deliver it
      }

      assertThat(sink.events).isEmpty();
      assertThat(shipment.isOver(PATIENCE)).isTrue();
    }
  }

  @Test
  void isNotOverWhenAJournalHasIt() throws Exception {
    Map<String, Object> delivery = new HashMap<>(letters());
    delivery.put("directory", folder.resolve("journal").toString());
    try (EventLogger logger = open(delivery);
        Relay relay = logger.relay(List.of())) {
      Shipment shipment = relay.ship(events("a"));

      assertThat(shipment.offer()).isTrue();
      assertThat(shipment.isOver(Duration.ofMillis(50))).isFalse();
      sink.opened.countDown();
      assertThat(shipment.isOver(PATIENCE)).isTrue();
    }
  }

  @Test
  void takesNoMoreThanTheQueueHasRoomForAndDropsNone() throws Exception {
    Map<String, Object> delivery = new HashMap<>(letters());
    delivery.put("queue_events", 2);
    try (EventLogger logger = open(delivery);
        Relay relay = logger.relay(List.of())) {
      Shipment shipment = relay.ship(events("a", "b", "c", "d", "e"));

      assertThat(shipment.offer()).isFalse();
      assertThat(shipment.isOver(Duration.ZERO)).isFalse();
      sink.opened.countDown();
      long begun = System.nanoTime();
      while (!shipment.isOver(Duration.ofMillis(10))) {
        assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
      }
      assertThat(sink.events).hasSize(5).doesNotHaveDuplicates();
      assertThat(logger.ledger().totalDropped()).isZero();
    }
  }

  @Test
  void isNeverOverIfTheEventLoggerIsClosedBefore() throws Exception {
    EventLogger logger = open(letters());
    Relay relay = logger.relay(List.of());
    Shipment shipment = relay.ship(events("a"));
    assertThat(shipment.offer()).isTrue();

    logger.close();

    assertThat(shipment.isOver(Duration.ofMillis(50))).isFalse();
    relay.close();
  }

  @Test
  void needsDeadLettersAndALogThatThereIs() {
    sink.opened.countDown();
    try (EventLogger logger = open(Map.of())) {
      assertThatThrownBy(() -> logger.relay(List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "log gate: keeps no dead letters, so that what it refuses for good would be nowhere;"
                  + " set EVENT_DELIVERY.dead_letters to a folder");
      assertThatThrownBy(() -> logger.relay(List.of("gat")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no log \"gat\" (there is: gate)");
    }
  }

  @Test
  void keepsWhatIsNoEventWithItsReason() throws Exception {
    sink.opened.countDown();
    try (EventLogger logger = open(letters());
        Relay relay = logger.relay(List.of())) {
      relay.bury(events("unreadable").get(0), List.of(new Problem("", "t-1@2: is null")));

      assertThat(Files.readString(folder.resolve("dead/_unreadable.ndjson")))
          .contains("\"log\":\"_unreadable\",\"reason\":\"t-1@2: is null\"");
      assertThat(logger.ledger().totalInvalid()).isEqualTo(1);
    }
  }

  @Test
  void makesEventsOfDraftsAsLoggingDoes() throws Exception {
    sink.opened.countDown();
    try (EventLogger logger = open(letters());
        Relay relay = logger.relay(List.of())) {
      assertThat(relay.make(EventDraft.named("a"))).isInstanceOf(Relay.Made.Whole.class);
      assertThat(relay.make(EventDraft.blank())).isInstanceOf(Relay.Made.Refused.class);
    }
  }
}
