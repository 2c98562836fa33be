package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.inMemory;
import static dev.eventlogger.delivery.TestEvents.jsonOfSize;
import static dev.eventlogger.delivery.TestEvents.names;
import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MemoryQueueTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void givesEventsInTheOrderTheyCameIn() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 10, AT_ONCE, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");
    offer(queue, "c");

    assertThat(names(queue.take())).containsExactly("a", "b", "c");
  }

  @Test
  void givesTheSameBatchAgainUntilItIsSettled() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 1, AT_ONCE, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");

    assertThat(names(queue.take())).containsExactly("a");
    assertThat(names(queue.take())).containsExactly("a");
    queue.settle();
    assertThat(names(queue.take())).containsExactly("b");
  }

  @Test
  void fillsABatchBeforeTheLingerIsOver() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 2, NEVER, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");
    offer(queue, "c");

    assertThat(names(queue.take())).containsExactly("a", "b");
  }

  @Test
  void sendsAnIncompleteBatchWhenTheLingerIsOver() throws InterruptedException {
    Duration linger = Duration.ofMillis(50);
    MemoryQueue queue = new MemoryQueue(settings(10, 10, linger, OnFull.DROP_NEWEST));
    long begun = System.nanoTime();
    offer(queue, "a");

    assertThat(names(queue.take())).containsExactly("a");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(linger);
  }

  @Test
  void limitsABatchByBytesButLetsALargerEventPassAlone() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(inMemory(10, null, 10, 1000, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    for (int size : new int[] {600, 300, 300, 2000, 200}) {
      byte[] json = jsonOfSize("n" + size, size);
      assertThat(queue.offer(json, json.length)).isNull();
    }

    List<List<String>> batches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      batches.add(names(queue.take()));
      queue.settle();
    }

    assertThat(batches)
        .containsExactly(
            List.of("n600", "n300"), List.of("n300"), List.of("n2000"), List.of("n200"));
  }

  @Test
  void keepsEventsWholeAcrossChunksAndBeyondTheSizeOfOne() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(
            inMemory(2000, null, 2000, 1 << 26, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] json = jsonOfSize("event-" + i, i == 500 ? 700_000 : 200 + i);
      assertThat(queue.offer(json, json.length)).isNull();
      expected.add("event-" + i);
    }

    assertThat(names(queue.take())).isEqualTo(expected);
  }

  @Test
  void dropsTheNewestWhenFull() {
    MemoryQueue queue = new MemoryQueue(settings(2, 1, AT_ONCE, OnFull.DROP_NEWEST));

    assertThat(offer(queue, "a")).isNull();
    assertThat(offer(queue, "b")).isNull();
    assertThat(offer(queue, "c")).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(queue.accepted()).isEqualTo(2);
  }

  @Test
  void isFullByBytesToo() {
    MemoryQueue queue =
        new MemoryQueue(inMemory(1000, 1000L, 10, null, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    byte[] json = jsonOfSize("a", 600);

    assertThat(queue.offer(json, json.length)).isNull();
    assertThat(queue.offer(json, json.length)).isEqualTo(DropReason.QUEUE_FULL);
  }

  @Test
  void letsAnEventLargerThanTheQueuePassWhenItIsAlone() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(inMemory(1000, 100L, 10, null, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    byte[] json = jsonOfSize("large", 600);

    assertThat(queue.offer(json, json.length)).isNull();
    assertThat(names(queue.take())).containsExactly("large");
  }

  @Test
  void countsEventsThatAreOutUntilTheyAreSettled() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(2, 2, AT_ONCE, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");
    queue.take();

    assertThat(offer(queue, "c")).isEqualTo(DropReason.QUEUE_FULL);
    queue.settle();
    assertThat(offer(queue, "c")).isNull();
  }

  @Test
  void evictsTheOldestThatIsNotOut() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(3, 1, AT_ONCE, OnFull.DROP_OLDEST));
    offer(queue, "out");
    queue.take();
    offer(queue, "b");
    offer(queue, "c");

    assertThat(offer(queue, "d")).isNull();
    assertThat(queue.lost()).isEqualTo(Map.of(LossReason.EVICTED, 1L));
    queue.settle();
    assertThat(names(queue.take())).containsExactly("c");
  }

  @Test
  void dropsTheNewestAfterAllWhenEverythingIsOut() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.DROP_OLDEST));
    offer(queue, "out");
    queue.take();

    assertThat(offer(queue, "b")).isEqualTo(DropReason.QUEUE_FULL);
  }

  @Test
  void blocksUntilThereIsRoom() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.block(Duration.ofSeconds(100))));
    offer(queue, "a");
    AtomicReference<DropReason> answer = new AtomicReference<>(DropReason.CLOSED);
    Thread caller = new Thread(() -> answer.set(offer(queue, "b")));
    caller.start();
    awaitState(caller, Thread.State.TIMED_WAITING);

    queue.take();
    queue.settle();
    caller.join();

    assertThat(answer.get()).isNull();
    assertThat(names(queue.take())).containsExactly("b");
  }

  @Test
  void blocksNoLongerThanAllowed() {
    Duration timeout = Duration.ofMillis(50);
    MemoryQueue queue = new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.block(timeout)));
    offer(queue, "a");
    long begun = System.nanoTime();

    assertThat(offer(queue, "b")).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(timeout);
  }

  @Test
  void stopsBlockingWhenClosed() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.block(Duration.ofSeconds(100))));
    offer(queue, "a");
    AtomicReference<DropReason> answer = new AtomicReference<>();
    Thread caller = new Thread(() -> answer.set(offer(queue, "b")));
    caller.start();
    awaitState(caller, Thread.State.TIMED_WAITING);

    queue.close();
    caller.join();

    assertThat(answer.get()).isEqualTo(DropReason.CLOSED);
  }

  @Test
  void stopsBlockingWhenInterruptedAndKeepsTheFlag() {
    MemoryQueue queue =
        new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.block(Duration.ofSeconds(100))));
    offer(queue, "a");
    Thread.currentThread().interrupt();

    assertThat(offer(queue, "b")).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesEventsOnceClosedAndGivesOutTheRest() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 10, NEVER, OnFull.DROP_NEWEST));
    offer(queue, "a");
    queue.close();

    assertThat(offer(queue, "b")).isEqualTo(DropReason.CLOSED);
    assertThat(names(queue.take())).containsExactly("a");
    queue.settle();
    assertThat(queue.take()).isNull();
  }

  @Test
  void wakesASleepingDeliveryThreadWithTheFirstEvent() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 1, AT_ONCE, OnFull.DROP_NEWEST));
    CountDownLatch got = new CountDownLatch(1);
    Thread worker = new Thread(() -> take(queue, got));
    worker.start();
    // WAITING, as opposed to TIMED_WAITING: it no longer looks by itself.
    awaitState(worker, Thread.State.WAITING);

    offer(queue, "a");

    assertThat(got.await(100, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void flushDoesNotLetABatchWaitToFill() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 10, NEVER, OnFull.DROP_NEWEST));
    offer(queue, "a");
    Thread worker = new Thread(() -> take(queue, new CountDownLatch(1)));
    worker.start();

    assertThat(queue.flush(Duration.ofSeconds(100))).isTrue();
  }

  @Test
  void flushWaitsForWhatIsOut() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(10, 1, AT_ONCE, OnFull.DROP_NEWEST));
    offer(queue, "a");
    queue.take();

    assertThat(queue.flush(Duration.ofMillis(20))).isFalse();
    queue.settle();
    assertThat(queue.flush(Duration.ofMillis(20))).isTrue();
  }

  @Test
  void flushIsNotFooledByEvictions() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(2, 1, AT_ONCE, OnFull.DROP_OLDEST));
    offer(queue, "out");
    queue.take();
    for (int i = 0; i < 10; i++) {
      offer(queue, "n" + i);
    }

    assertThat(queue.flush(Duration.ofMillis(20))).isFalse();
  }

  private static void take(MemoryQueue queue, CountDownLatch got) {
    try {
      queue.take();
      queue.settle();
      got.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void anIdleLogDeliversBeforeItsQueueIsFullAlthoughNoBatchIs() throws Exception {
    // Half of the queue is full long before a batch of 1 MiB, or the end of a day of lingering.
    MemoryQueue queue =
        new MemoryQueue(
            TestEvents.inMemory(
                null, 100_000L, null, null, Duration.ofDays(1), OnFull.DROP_NEWEST, null, null));
    byte[] event = TestEvents.jsonOfSize("x", 1_000);
    for (int i = 0; i < 50; i++) {
      assertThat(queue.offer(event, event.length)).isNull();
    }

    assertThat(queue.take()).hasSize(50);
  }

  @Test
  void deliversAtOnceWhenAnEventFoundNoRoom() throws Exception {
    MemoryQueue queue =
        new MemoryQueue(
            TestEvents.inMemory(
                null, 10_000L, null, null, Duration.ofDays(1), OnFull.DROP_NEWEST, null, null));
    byte[] small = TestEvents.jsonOfSize("x", 4_000);
    byte[] large = TestEvents.jsonOfSize("x", 9_000);
    assertThat(queue.offer(small, small.length)).isNull();
    assertThat(queue.offer(large, large.length)).isEqualTo(DropReason.QUEUE_FULL);

    assertThat(queue.take()).hasSize(1);
  }

  @Test
  void letsOthersPassEventsThatCannotBeSettledAndGivesAllThatIsOutAgain() throws Exception {
    MemoryQueue queue = new MemoryQueue(settings(3, 3, Duration.ZERO, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");
    List<Event> out = List.of(queue.take().get(0));
    assertThat(queue.more(out)).isNull();
    // Events that are set aside take up no room.
    offer(queue, "c");
    offer(queue, "d");
    assertThat(offer(queue, "e")).isNull();

    assertThat(names(queue.more(out))).containsExactly("c", "d", "e");
    assertThat(names(queue.take())).containsExactly("a", "c", "d", "e");
    assertThat(queue.fill().events()).isEqualTo(4);
    assertThat(queue.flush(Duration.ofMillis(1))).isFalse();
    queue.settle();
    assertThat(queue.flush(Duration.ofMillis(1))).isTrue();
    assertThat(queue.fill().events()).isZero();
  }
}
