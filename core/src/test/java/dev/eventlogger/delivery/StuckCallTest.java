package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.inMemory;
import static dev.eventlogger.delivery.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of a sink that take too long. */
@Timeout(600)
class StuckCallTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @Test
  void countsAsLostWhatASinkThatHangsDidNotTakeBeforeClosing() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    ScriptedSink sink =
        new ScriptedSink()
            .always(
                batch -> {
                  hangs.await();
                  return DeliveryResult.DELIVERED;
                });
    DeliverySettings impatient =
        inMemory(10, null, 2, null, SOON, OnFull.DROP_NEWEST, Duration.ofMillis(50), null);
    Delivery delivery = new Delivery(List.of(NamedLog.open(sink, config("log"), impatient)), null);
    offer(delivery, 1, "a");
    offer(delivery, 1, "b");
    offer(delivery, 1, "c");

    delivery.close();

    LogLedger log = delivery.ledger().logs().get("log");
    assertThat(log.lost()).isEqualTo(Map.of(LossReason.CLOSE_TIMEOUT, 3L));
    assertThat(log.pending()).isZero();
    assertThat(offer(delivery, 1, "d"))
        .isEqualTo(new Outcome.Dropped(List.of("log"), DropReason.CLOSED));
  }

  @Test
  void interruptsACallThatTakesTooLongAndSendsItsBatchAgain() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                batch -> {
                  never.await();
                  return DeliveryResult.DELIVERED;
                });
    Delivery delivery = hasty(sink);
    offer(delivery, 1, "a");

    assertThat(delivery.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
    delivery.close();

    LogLedger log = delivery.ledger().logs().get("log");
    assertThat(sink.calls()).containsExactly(List.of("a"), List.of("a"));
    assertThat(log.failures()).isEqualTo(1);
    assertThat(log.calls().count()).isEqualTo(2);
    assertThat(log.calls().time()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    assertThat(log.calls().stuckSince()).isNull();
  }

  @Test
  void saysSinceWhenASinkIsStuckThatNothingInterruptsAndCallsItNoSecondTime() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger interruptions = new AtomicInteger();
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                batch -> {
                  awaitWhateverComes(release, interruptions);
                  return DeliveryResult.DELIVERED;
                });
    Delivery delivery = hasty(sink);
    offer(delivery, 1, "a");
    offer(delivery, 1, "b");

    while (delivery.ledger().logs().get("log").calls().stuckSince() == null) {
      Thread.sleep(1);
    }
    assertThat(delivery.flush(Duration.ofMillis(200))).isEqualTo(FlushResult.TIMED_OUT);
    assertThat(sink.calls()).hasSize(1);
    assertThat(interruptions).hasValue(1);
    release.countDown();
    assertThat(delivery.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
    delivery.close();

    assertThat(sink.delivered()).containsExactly("a", "b");
    assertThat(delivery.ledger().logs().get("log").calls().stuckSince()).isNull();
  }

  @Test
  void abandonsAtCloseACallThatNothingInterrupts() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                batch -> {
                  awaitWhateverComes(release, new AtomicInteger());
                  return DeliveryResult.DELIVERED;
                });
    Delivery delivery = hasty(sink);
    offer(delivery, 1, "a");
    while (delivery.ledger().logs().get("log").calls().stuckSince() == null) {
      Thread.sleep(1);
    }

    delivery.close();

    LogLedger log = delivery.ledger().logs().get("log");
    assertThat(log.calls().stuckSince()).isNotNull();
    assertThat(log.lost()).isEqualTo(Map.of(LossReason.CLOSE_TIMEOUT, 1L));
    release.countDown();
  }

  @Test
  void deliversAllWhenTheThreadThatClosesIsInterrupted() throws Exception {
    ScriptedSink sink =
        new ScriptedSink()
            .always(
                batch -> {
                  Thread.sleep(20);
                  return DeliveryResult.DELIVERED;
                });
    DeliverySettings patient =
        inMemory(100, null, 1, null, SOON, OnFull.DROP_NEWEST, Duration.ofSeconds(60), null);
    Delivery delivery = new Delivery(List.of(NamedLog.open(sink, config("log"), patient)), null);
    for (int i = 0; i < 50; i++) {
      offer(delivery, 1, "n" + i);
    }

    Thread.currentThread().interrupt();
    delivery.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(delivery.ledger().logs().get("log").delivered()).isEqualTo(50);
    assertThat(delivery.ledger().logs().get("log").lost()).isEmpty();
  }

  private static void awaitWhateverComes(CountDownLatch latch, AtomicInteger interruptions) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interruptions.incrementAndGet();
      }
    }
  }

  /** Its sink's calls may take 40 ms, and closing half a second. */
  private static Delivery hasty(ScriptedSink sink) throws Exception {
    DeliverySettings settings =
        new DeliverySettings(
            10,
            null,
            1,
            null,
            SOON,
            OnFull.DROP_NEWEST,
            Duration.ofMillis(500),
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5)),
            null,
            null,
            null,
            null,
            null,
            null,
            Duration.ofMillis(40),
            FileMode.PRIVATE);
    return new Delivery(List.of(NamedLog.open(sink, config("log"), settings)), null);
  }

  private static Outcome offer(Delivery delivery, long wanted, String name) {
    byte[] json = json(name);
    return delivery.offer(wanted, json, json.length);
  }
}
