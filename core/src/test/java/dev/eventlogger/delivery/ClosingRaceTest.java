package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Many threads log while the event logger is closed. */
@Timeout(600)
class ClosingRaceTest {

  @RepeatedTest(200)
  void everyEventIsEitherDeliveredOrRefusedHoweverClosingMeetsIt() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    DeliverySettings settings = settings(100, 10, Duration.ofMillis(1), OnFull.DROP_NEWEST);
    Delivery delivery = new Delivery(List.of(NamedLog.open(sink, config("log"), settings)), null);
    int threads = 16;
    AtomicLong accepted = new AtomicLong();
    AtomicLong logged = new AtomicLong();
    CyclicBarrier begin = new CyclicBarrier(threads + 1);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      ends.add(callers.submit(() -> logUntilRefused(delivery, begin, logged, accepted)));
    }
    begin.await();
    delivery.close();
    for (Future<?> end : ends) {
      end.get(100, TimeUnit.SECONDS);
    }
    callers.shutdown();

    Ledger ledger = delivery.ledger();
    LogLedger log = ledger.logs().get("log");
    assertThat(ledger.logged()).isEqualTo(logged.get());
    assertThat(ledger.accepted()).isEqualTo(accepted.get()).isEqualTo(log.taken());
    assertThat(log.delivered()).isEqualTo(log.taken()).isEqualTo(sink.delivered().size());
  }

  private static Void logUntilRefused(
      Delivery delivery, CyclicBarrier begin, AtomicLong logged, AtomicLong accepted)
      throws Exception {
    byte[] json = json("x");
    begin.await();
    boolean refused = false;
    while (!refused) {
      Outcome outcome = delivery.count(null, delivery.offer(1, json, json.length));
      logged.incrementAndGet();
      refused = outcome instanceof Outcome.Dropped dropped && dropped.reason() == DropReason.CLOSED;
      if (outcome.isAccepted()) {
        accepted.incrementAndGet();
      }
    }
    return null;
  }
}
