package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class DeliveryTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @Test
  void offersToEachLogThatWantsTheEvent() throws Exception {
    ScriptedSink first = new ScriptedSink();
    ScriptedSink second = new ScriptedSink();
    ScriptedSink third = new ScriptedSink();
    Delivery delivery = delivery(first, second, third);

    assertThat(offer(delivery, 0b101, "a")).isEqualTo(Outcome.Accepted.ACCEPTED);
    delivery.close();

    assertThat(first.delivered()).containsExactly("a");
    assertThat(second.delivered()).isEmpty();
    assertThat(third.delivered()).containsExactly("a");
  }

  @Test
  void aLogThatIsStuckHoldsUpNoOther() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedSink stuck =
        new ScriptedSink()
            .always(
                batch -> {
                  release.await();
                  return DeliveryResult.DELIVERED;
                });
    ScriptedSink healthy = new ScriptedSink();
    NamedLog stuckLog =
        NamedLog.open(stuck, config("stuck"), settings(1, 1, SOON, OnFull.DROP_NEWEST));
    NamedLog healthyLog =
        NamedLog.open(healthy, config("healthy"), settings(100, 1, SOON, OnFull.DROP_NEWEST));
    Delivery delivery = new Delivery(List.of(stuckLog, healthyLog), null);

    assertThat(offer(delivery, 0b11, "a")).isEqualTo(Outcome.Accepted.ACCEPTED);
    assertThat(offer(delivery, 0b11, "b"))
        .isEqualTo(new Outcome.Dropped(List.of("stuck"), DropReason.QUEUE_FULL));
    while (healthy.delivered().size() < 2) {
      Thread.sleep(1);
    }
    assertThat(delivery.flush(Duration.ofMillis(20))).isEqualTo(FlushResult.TIMED_OUT);
    release.countDown();
    assertThat(delivery.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
    delivery.close();

    assertThat(healthy.delivered()).containsExactly("a", "b");
    assertThat(stuck.delivered()).containsExactly("a");
  }

  @Test
  void countsOutcomesByTypeAndWhatEachLogDidNotTake() throws Exception {
    Delivery delivery = delivery(new ScriptedSink(), new ScriptedSink());
    byte[] json = json("x");
    delivery.count(EventType.CLICK, delivery.offer(0b11, json, json.length));
    delivery.count(null, new Outcome.Filtered("rule"));
    delivery.count(EventType.API, new Outcome.Invalid("", "wrong"));
    delivery.close();
    delivery.count(EventType.CLICK, delivery.offer(0b10, json, json.length));

    Ledger ledger = delivery.ledger();
    assertThat(ledger.types())
        .isEqualTo(
            Map.of(
                "api", new OutcomeTotals(0, 0, 1, 0),
                "view", new OutcomeTotals(0, 0, 0, 0),
                "click", new OutcomeTotals(1, 0, 0, 1),
                "none", new OutcomeTotals(0, 1, 0, 0)));
    assertThat(ledger.logs().get("log-0").dropped()).isEmpty();
    assertThat(ledger.logs().get("log-1").dropped()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
    assertThat(ledger.logs().get("log-1").queue()).isEqualTo(new QueueFill(0, 0, 100, 64L << 20));
  }

  @Test
  void closingAgainChangesNothing() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    Delivery delivery = delivery(sink);
    offer(delivery, 1, "a");

    delivery.close();
    delivery.close();

    assertThat(delivery.ledger().logs().get("log-0").delivered()).isEqualTo(1);
    assertThat(sink.closes()).isEqualTo(1);
  }

  @Test
  void opensLaterASinkWhoseDestinationDoesNotAnswerYet() throws Exception {
    LateSink sink = new LateSink();
    Delivery delivery =
        new Delivery(
            List.of(NamedLog.open(sink, config("late"), settings(9, 1, SOON, OnFull.DROP_NEWEST))),
            null);
    offer(delivery, 1, "a");

    delivery.close();

    assertThat(sink.opens).isEqualTo(3);
    assertThat(delivery.ledger().logs().get("late").delivered()).isEqualTo(1);
  }

  @Test
  void closesASinkThatCannotBeOpened() {
    ClosedSink sink = new ClosedSink();

    assertThatThrownBy(
            () -> NamedLog.open(sink, config("x"), settings(9, 1, SOON, OnFull.DROP_NEWEST)))
        .hasMessage("wrong password");
    assertThat(sink.isClosed).isTrue();
  }

  private static Outcome offer(Delivery delivery, long wanted, String name) {
    byte[] json = json(name);
    return delivery.offer(wanted, json, json.length);
  }

  private static Delivery delivery(BaseEventLogger... sinks) throws Exception {
    List<NamedLog> logs = new ArrayList<>();
    for (BaseEventLogger sink : sinks) {
      logs.add(
          NamedLog.open(
              sink, config("log-" + logs.size()), settings(100, 10, SOON, OnFull.DROP_NEWEST)));
    }
    return new Delivery(logs, null);
  }

  /** Can be opened at the third attempt. */
  private static final class LateSink extends BaseEventLogger {
    private int opens;

    @Override
    public String loggerName() {
      return "late";
    }

    @Override
    public void open(SinkConfig config) throws SinkException {
      if (++opens < 3) {
        throw SinkException.unavailable("not yet", null);
      }
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.DELIVERED;
    }
  }

  /** Cannot be opened at all. */
  private static final class ClosedSink extends BaseEventLogger {
    private boolean isClosed;

    @Override
    public String loggerName() {
      return "closed";
    }

    @Override
    public void open(SinkConfig config) throws SinkException {
      throw SinkException.misconfigured("wrong password", null);
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      throw new AssertionError("never opened");
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
