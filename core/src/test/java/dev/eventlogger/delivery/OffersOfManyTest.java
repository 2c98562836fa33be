package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.jsonOfSize;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testing.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that are offered together, and those of callers that do not wait. */
@Timeout(120)
class OffersOfManyTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Outcome ACCEPTED = Outcome.Accepted.ACCEPTED;
  private static final Outcome CLOSED = new Outcome.Dropped(List.of("full"), DropReason.CLOSED);

  private final CountDownLatch release = new CountDownLatch(1);
  private final ScriptedSink free = new ScriptedSink();
  private final ScriptedSink stuck =
      new ScriptedSink()
          .always(
              batch -> {
                release.await();
                return DeliveryResult.DELIVERED;
              });
  private Delivery delivery;

  @AfterEach
  void close() {
    release.countDown();
    delivery.close();
  }

  /** The first log has room for one event, and its sink waits; the second has room. */
  private void open(OnFull onFull) throws Exception {
    delivery =
        new Delivery(
            List.of(
                NamedLog.open(stuck, config("full"), settings(1, 1, SOON, onFull)),
                NamedLog.open(free, config("free"), settings(100, 10, SOON, OnFull.DROP_NEWEST))),
            null);
  }

  private static List<byte[]> events(String... names) {
    return Stream.of(names).map(TestEvents::json).toList();
  }

  @Test
  void eachLogGetsThoseThatItWantsAndWhoLooksOnToo() throws Exception {
    open(OnFull.DROP_NEWEST);
    List<String> seen = new ArrayList<>();
    Runnable end = delivery.subscribe(event -> seen.add(event.name()), 0b10);

    assertThat(delivery.offerAll(List.of(0b01L, 0b10L, 0b11L), events("a", "b", "c")))
        .containsExactly(
            ACCEPTED, ACCEPTED, new Outcome.Dropped(List.of("full"), DropReason.QUEUE_FULL));
    assertThat(delivery.offer(0b10, json("d"), json("d").length)).isEqualTo(ACCEPTED);
    end.run();
    assertThat(delivery.offerAll(List.of(0b10L), events("e"))).containsExactly(ACCEPTED);
    release.countDown();

    assertThat(delivery.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
    assertThat(stuck.delivered()).containsExactly("a");
    assertThat(free.delivered()).containsExactly("b", "c", "d", "e");
    assertThat(seen).containsExactly("b", "d");
    assertThat(delivery.ledger().logs().get("full").dropped())
        .isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
  }

  @Test
  void whatSeveralLogsDoNotTakeNamesThem() throws Exception {
    open(OnFull.DROP_NEWEST);
    delivery.close();
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      List<Outcome> outcomes = delivery.offerAll(List.of(0b11L, 0b01L), events("a", "b"));
      outcomes.forEach(outcome -> delivery.count(EventType.CLICK, outcome));

      assertThat(outcomes)
          .containsExactly(new Outcome.Dropped(List.of("full", "free"), DropReason.CLOSED), CLOSED);
      while (said.messages().isEmpty()) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(said.messages().get(0)).startsWith("2 events were logged after");
    }
  }

  @Test
  void whereNobodyHasToWaitTheOutcomeIsThereAtOnce() throws Exception {
    open(OnFull.DROP_NEWEST);

    CompletionStage<Outcome> stage = async(0b10, "a");

    assertThat(stage.toCompletableFuture().getNow(null)).isEqualTo(ACCEPTED);
    assertThat(delivery.ledger().types().get("click").accepted()).isEqualTo(1);
    assertThat(threadsNamed(GroupOffers.THREAD)).isEmpty();
  }

  @Test
  void whoDoesNotWaitIsToldWhenThereIsRoomAndEachIsCountedOnce() throws Exception {
    open(OnFull.block(Duration.ofSeconds(100)));
    assertThat(outcome(async(0b01, "a"))).isEqualTo(ACCEPTED);
    byte[] json = json("b");
    CompletionStage<Outcome> second = delivery.offerAsync(null, 0b11, json, json.length);
    Arrays.fill(json, (byte) 0);
    CompletionStage<Outcome> third = async(0b11, "c");
    assertThat(second.toCompletableFuture()).isNotDone();
    assertThat(third.toCompletableFuture()).isNotDone();
    assertThat(delivery.logged()).isEqualTo(1);
    release.countDown();

    assertThat(outcome(second)).isEqualTo(ACCEPTED);
    assertThat(outcome(third)).isEqualTo(ACCEPTED);
    assertThat(delivery.logged()).isEqualTo(3);
    assertThat(delivery.ledger().types().get("none").accepted()).isEqualTo(1);
    assertThat(delivery.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
    assertThat(stuck.delivered()).containsExactly("a", "b", "c");
    assertThat(free.delivered()).containsExactly("b", "c");
  }

  @Test
  void whoIsToldMayWaitForAnother() throws Exception {
    open(OnFull.block(Duration.ofSeconds(100)));
    outcome(async(0b01, "a"));
    CompletableFuture<Outcome> inner =
        async(0b01, "b").thenApply(outcome -> outcome(async(0b01, "c"))).toCompletableFuture();
    release.countDown();

    assertThat(outcome(inner)).isEqualTo(ACCEPTED);
    assertThat(delivery.logged()).isEqualTo(3);
  }

  @Test
  void whatWaitsAtClosingIsOfferedAndThenRefusedAndItsThreadEnds() throws Exception {
    Set<Thread> before = threadsNamed("event-logger-watch");
    open(OnFull.block(Duration.ofSeconds(100)));
    Set<Thread> watches = threadsNamed("event-logger-watch");
    watches.removeAll(before);
    outcome(async(0b01, "a"));
    CompletionStage<Outcome> second = async(0b01, "b");
    Set<Thread> offering = threadsNamed(GroupOffers.THREAD);
    Thread closing = new Thread(delivery::close);
    closing.start();

    assertThat(outcome(second)).isEqualTo(CLOSED);
    assertThat(outcome(async(0b01, "c"))).isEqualTo(CLOSED);
    release.countDown();
    closing.join();

    assertThat(stuck.delivered()).containsExactly("a");
    assertThat(offering).hasSize(1).allSatisfy(OffersOfManyTest::assertEnds);
    assertThat(watches).hasSize(1).allSatisfy(OffersOfManyTest::assertEnds);
  }

  @Test
  void noMoreThanTenThousandWaitForTheirThread() throws Exception {
    assertMostWaiting("x", json("x").length, 10_000);
  }

  @Test
  void noMoreThanSixteenMiBWaitForTheirThread() throws Exception {
    assertMostWaiting("x", 1 << 20, 16);
  }

  private void assertMostWaiting(String name, int size, int most) throws Exception {
    open(OnFull.block(Duration.ofSeconds(100)));
    outcome(async(0b01, "a"));
    CompletionStage<Outcome> offering = async(0b01, "b");
    Thread thread = threadsNamed(GroupOffers.THREAD).iterator().next();
    await(thread);
    byte[] json = size == json(name).length ? json(name) : jsonOfSize(name, size);
    List<CompletionStage<Outcome>> waiting = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      waiting.add(delivery.offerAsync(EventType.CLICK, 0b01, json, json.length));
    }
    // Another one is offered by its caller, which has to wait itself.
    List<CompletionStage<Outcome>> last = new ArrayList<>();
    Thread caller =
        new Thread(() -> last.add(delivery.offerAsync(EventType.CLICK, 0b01, json, json.length)));
    caller.start();
    await(caller);
    assertThat(caller.isAlive()).isTrue();
    release.countDown();
    caller.join();

    assertThat(outcome(offering)).isEqualTo(ACCEPTED);
    assertThat(outcome(last.get(0))).isEqualTo(ACCEPTED);
    for (CompletionStage<Outcome> stage : waiting) {
      assertThat(outcome(stage)).isEqualTo(ACCEPTED);
    }
  }

  /** Returns once a thread waits for room, or is done. */
  private static void await(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void assertEnds(Thread thread) throws InterruptedException {
    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private static Set<Thread> threadsNamed(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .collect(Collectors.toSet());
  }

  private CompletionStage<Outcome> async(long wanted, String name) {
    byte[] json = json(name);
    return delivery.offerAsync(EventType.CLICK, wanted, json, json.length);
  }

  private static Outcome outcome(CompletionStage<Outcome> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
