package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of events that wait for the offering thread while everything is being closed. */
@Timeout(120)
class ClosingWithOffersTest {

  private static final int MOST_TRIES = 30;
  private static final Duration LONG = Duration.ofSeconds(100);

  private static Future<Outcome> async(Delivery delivery, String name) {
    byte[] json = json(name);
    return delivery.offerAsync(EventType.CLICK, 1, json, json.length).toCompletableFuture();
  }

  @Test
  void whatFindsRoomIsTakenBeforeTheLogsAreClosed() throws Exception {
    Outcome outcome = null;
    // If the machine stalls for longer than a second, the event is not taken.
    for (int i = 0; i < MOST_TRIES && outcome != Outcome.Accepted.ACCEPTED; i++) {
      outcome = offeredWhileItCloses();
    }

    assertThat(outcome).isEqualTo(Outcome.Accepted.ACCEPTED);
  }

  /** Closes while a subscriber holds up the offering thread. */
  private static Outcome offeredWhileItCloses() throws Exception {
    DeliverySettings settings = settings(100, 10, Duration.ofMillis(1), OnFull.block(LONG));
    ScriptedSink sink = new ScriptedSink();
    Delivery delivery = new Delivery(List.of(NamedLog.open(sink, config("a"), settings)), null);
    CountDownLatch seen = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    Runnable end =
        delivery.subscribe(
            event -> {
              seen.countDown();
              awaitAnyway(hold);
            },
            1);
    Future<Outcome> first = async(delivery, "a");
    seen.await();
    Future<Outcome> second = async(delivery, "b");
    Thread closing = new Thread(delivery::close);
    closing.start();
    while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
      LockSupport.parkNanos(1_000_000);
    }
    hold.countDown();
    closing.join();
    end.run();
    assertThat(first.get()).isEqualTo(Outcome.Accepted.ACCEPTED);
    return second.get();
  }

  private static void awaitAnyway(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
