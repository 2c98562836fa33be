package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.jsonOfSize;
import static dev.eventlogger.delivery.TestEvents.names;
import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalFiles;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Progress;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class JournalQueueTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  @TempDir Path directory;

  @Test
  void givesTheSameBatchAgainUntilItIsSettled() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    offer(queue, "a");
    offer(queue, "b");

    assertThat(names(queue.take())).containsExactly("a");
    assertThat(names(queue.take())).containsExactly("a");
    queue.settle();
    assertThat(names(queue.take())).containsExactly("b");
    queue.release();
  }

  @Test
  void refusesEventsOnceClosedAndGivesOutTheRest() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    offer(queue, "a");
    queue.close();

    assertThat(offer(queue, "b")).isEqualTo(DropReason.CLOSED);
    assertThat(names(queue.take())).containsExactly("a");
    queue.settle();
    assertThat(queue.take()).isNull();
    queue.release();
  }

  @Test
  void letsOthersPassEventsThatCannotBeSettledAndSettlesAllTogether() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    offer(queue, "a");
    assertThat(names(queue.take())).containsExactly("a");
    assertThat(queue.more(List.of())).isNull();
    offer(queue, "b");
    offer(queue, "c");

    assertThat(names(queue.more(List.of()))).containsExactly("b");
    assertThat(queue.flush(Duration.ofMillis(1))).isFalse();
    queue.settle();
    assertThat(names(queue.take())).containsExactly("c");
    queue.settle();
    assertThat(queue.flush(Duration.ofMillis(1))).isTrue();
    queue.release();
  }

  @Test
  void dropsTheNewestWhenFull() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    fill(queue);

    assertThat(queue.offer(jsonOfSize("a", 3000), 3000)).isEqualTo(DropReason.QUEUE_FULL);
    queue.release();
  }

  @Test
  void takesSeveralAtOnceOrSaysOfEachWhyNot() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    List<byte[]> events = List.of(jsonOfSize("a", 200), jsonOfSize("b", 200));
    assertThat(queue.offerAll(events)).containsExactly(null, null);
    assertThat(names(queue.take())).containsExactly("a");
    queue.settle();
    assertThat(names(queue.take())).containsExactly("b");
    queue.settle();
    fill(queue);

    List<byte[]> large = List.of(jsonOfSize("c", 3000), jsonOfSize("d", 3000));
    assertThat(queue.offerAll(large)).containsExactly(DropReason.QUEUE_FULL, DropReason.QUEUE_FULL);
    queue.release();
  }

  @Test
  void blocksNoLongerThanAllowedWhenFull() throws Exception {
    JournalQueue queue = queue(OnFull.block(Duration.ofMillis(50)));
    fill(queue);
    long begun = System.nanoTime();

    assertThat(queue.offer(jsonOfSize("a", 3000), 3000)).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(49));
    queue.release();
  }

  @Test
  void blocksUntilThereIsRoom() throws Exception {
    JournalQueue queue = queue(OnFull.block(Duration.ofSeconds(100)));
    Thread worker = new Thread(() -> takeAll(queue));
    worker.start();

    // Four fit.
    for (int i = 0; i < 20; i++) {
      assertThat(queue.offer(jsonOfSize("a", 3000), 3000)).isNull();
    }
    queue.close();
    worker.join();
    queue.release();
  }

  @Test
  void flushWaitsForWhatIsOut() throws Exception {
    JournalQueue queue = queue(OnFull.DROP_NEWEST);
    offer(queue, "a");
    queue.take();

    assertThat(queue.flush(Duration.ofMillis(20))).isFalse();
    queue.settle();
    assertThat(queue.flush(Duration.ofMillis(20))).isTrue();
    queue.release();
  }

  @Test
  void leavesInTheJournalWhatASinkDidNotTakeBeforeClosing() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    ScriptedSink stuck =
        new ScriptedSink()
            .then(batch -> DeliveryResult.DELIVERED)
            .always(
                batch -> {
                  hangs.await();
                  return DeliveryResult.DELIVERED;
                });
    Delivery delivery = delivery(stuck);
    for (String name : List.of("a", "b", "c")) {
      assertThat(delivery.offer(1, json(name), json(name).length).isAccepted()).isTrue();
    }
    while (stuck.calls().size() < 2) {
      Thread.sleep(1);
    }
    delivery.close();
    // The one failure is the call that hung and was interrupted.
    assertCounts(delivery, 3, 1, 1);
    assertThat(delivery.ledger().logs().get("log").pending()).isEqualTo(2);

    ScriptedSink healthy = new ScriptedSink();
    Delivery next = delivery(healthy);
    assertThat(next.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
    next.close();

    assertThat(healthy.delivered()).containsExactly("b", "c");
    assertCounts(next, 3, 3, 1);
  }

  @Test
  void countsNothingThatAProcessWhichTookOverWouldNotCount() throws Exception {
    ScriptedSink halfFailing =
        new ScriptedSink().always(batch -> DeliveryResult.retry(List.of(batch.get(0))));
    DeliverySettings inBatches = settings(100, 3, Duration.ofDays(1), OnFull.DROP_NEWEST);
    SinkCall call = new SinkCall("log", Duration.ofSeconds(60));
    OpenableSink openable = new OpenableSink(halfFailing, config("log"), call);
    NamedLog log = new NamedLog("log", openable, inBatches, smallJournal());
    Delivery delivery = new Delivery(List.of(log), null);
    for (String name : List.of("a", "b", "c")) {
      assertThat(delivery.offer(1, json(name), json(name).length).isAccepted()).isTrue();
    }
    while (halfFailing.calls().size() < 3) {
      Thread.sleep(1);
    }

    LogLedger seen = delivery.ledger().logs().get("log");
    Progress kept = new JournalFiles(directory.resolve("log")).check().progress();

    assertThat(halfFailing.delivered()).containsExactly("b", "c");
    assertThat(seen.delivered()).isEqualTo(kept.delivered()).isZero();
    assertThat(seen.pending()).isEqualTo(3);
    assertThat(seen.failure().reason()).isEqualTo("asks for some events again");
    halfFailing.always(batch -> DeliveryResult.DELIVERED);
    delivery.close();
    assertThat(delivery.ledger().logs().get("log").delivered()).isEqualTo(3);
    assertThat(delivery.ledger().logs().get("log").failure()).isNull();
  }

  @Test
  void countsDropsAndFailuresOnAfterARestart() throws Exception {
    for (int i = 1; i <= 3; i++) {
      ScriptedSink sink =
          new ScriptedSink()
              .then(
                  batch -> {
                    throw new IOException("down");
                  });
      Delivery delivery = delivery(sink, OnFull.DROP_NEWEST);
      byte[] tooLarge = new byte[9 << 20];
      assertThat(delivery.offer(1, tooLarge, tooLarge.length).isAccepted()).isFalse();
      assertThat(delivery.offer(1, json("a"), json("a").length).isAccepted()).isTrue();
      assertThat(delivery.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
      delivery.close();

      LogLedger log = delivery.ledger().logs().get("log");
      assertThat(log.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, (long) i));
      assertThat(log.failures()).isEqualTo(i);
      assertThat(log.delivered()).isEqualTo(i);
    }
  }

  @Test
  void refusesASecondEventLogger() throws Exception {
    Delivery delivery = delivery(new ScriptedSink());
    ScriptedSink second = new ScriptedSink();

    assertThatThrownBy(() -> delivery(second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.resolve("log") + " is in use");
    assertThat(second.closes()).isEqualTo(1);
    delivery.close();
  }

  @Test
  void everyEventIsEitherDeliveredOrRefusedHoweverClosingMeetsIt() throws Exception {
    int repeats = Boolean.getBoolean("eventlogger.long") ? 10_000 : 200;
    long before = 0;
    for (int i = 0; i < repeats; i++) {
      before = closeWhileSixteenThreadsLog(before);
    }
  }

  private long closeWhileSixteenThreadsLog(long before) throws Exception {
    ScriptedSink sink = new ScriptedSink();
    DeliverySettings patient = settings(10, 10, AT_ONCE, OnFull.block(Duration.ofSeconds(100)));
    SinkCall call = new SinkCall("log", Duration.ofSeconds(60));
    OpenableSink openable = new OpenableSink(sink, config("log"), call);
    NamedLog log = new NamedLog("log", openable, patient, smallJournal());
    Delivery delivery = new Delivery(List.of(log), null);
    AtomicLong accepted = new AtomicLong();
    CyclicBarrier begin = new CyclicBarrier(17);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ends.add(callers.submit(() -> logUntilRefused(delivery, begin, accepted)));
    }
    begin.await();
    delivery.close();
    for (Future<?> end : ends) {
      end.get(100, TimeUnit.SECONDS);
    }
    callers.shutdown();

    LogLedger ledger = delivery.ledger().logs().get("log");
    assertThat(ledger.taken()).isEqualTo(before + accepted.get());
    assertThat(ledger.delivered()).isEqualTo(ledger.taken());
    assertThat(sink.delivered()).hasSize((int) accepted.get());
    return ledger.taken();
  }

  private static Void logUntilRefused(Delivery delivery, CyclicBarrier begin, AtomicLong accepted)
      throws Exception {
    byte[] json = json("x");
    begin.await();
    Outcome outcome = delivery.offer(1, json, json.length);
    while (outcome.isAccepted()) {
      accepted.incrementAndGet();
      outcome = delivery.offer(1, json, json.length);
    }
    return null;
  }

  private static void assertCounts(Delivery delivery, long taken, long delivered, long failures) {
    LogLedger log = delivery.ledger().logs().get("log");
    assertThat(List.of(log.taken(), log.delivered(), log.dead(), log.totalLost(), log.failures()))
        .containsExactly(taken, delivered, 0L, 0L, failures);
  }

  private Delivery delivery(ScriptedSink sink) throws Exception {
    return delivery(sink, OnFull.block(Duration.ofSeconds(100)));
  }

  private Delivery delivery(ScriptedSink sink, OnFull onFull) throws Exception {
    DeliverySettings settings =
        new DeliverySettings(
            null,
            null,
            1,
            null,
            AT_ONCE,
            onFull,
            Duration.ofSeconds(2),
            null,
            directory,
            Sync.INTERVAL,
            null,
            null,
            8 << 20,
            null,
            null,
            FileMode.PRIVATE);
    return new Delivery(List.of(NamedLog.open(sink, config("log"), settings)), null);
  }

  private JournalQueue queue(OnFull onFull) throws IOException {
    return new JournalQueue(smallJournal(), settings(10, 1, AT_ONCE, onFull), new LogCounts());
  }

  private Journal smallJournal() throws IOException {
    return Journal.open(
        new JournalSettings(
            directory.resolve("log"), Sync.INTERVAL, Duration.ofMillis(10), 16_384, 4096));
  }

  private static void fill(JournalQueue queue) {
    int filled = 0;
    while (queue.offer(jsonOfSize("a", 3000), 3000) == null) {
      filled++;
    }
    assertThat(filled).isGreaterThan(1);
  }

  private static void takeAll(JournalQueue queue) {
    try {
      while (queue.take() != null) {
        queue.settle();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
