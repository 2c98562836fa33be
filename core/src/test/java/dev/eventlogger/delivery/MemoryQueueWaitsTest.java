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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for a queue in memory: who waits, what ends the wait, and that nobody keeps its lock. */
@Timeout(60)
class MemoryQueueWaitsTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration LINGER = Duration.ofMillis(80);

  @Test
  void noCallKeepsTheLock() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(2, 1, AT_ONCE, OnFull.DROP_OLDEST));
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
      assertThat(queue.lock.isLocked()).isFalse();
    }
    List<Event> out = queue.take();
    assertThat(queue.lock.isLocked()).isFalse();
    queue.more(out);
    assertThat(queue.lock.isLocked()).isFalse();
    queue.more(List.of());
    assertThat(queue.lock.isLocked()).isFalse();
    queue.flush(AT_ONCE);
    assertThat(queue.lock.isLocked()).isFalse();
    queue.settle();
    assertThat(queue.lock.isLocked()).isFalse();
    assertThat(queue.accepted()).isEqualTo(3);
    assertThat(queue.lock.isLocked()).isFalse();
    assertThat(queue.fill().events()).isZero();
    assertThat(queue.lock.isLocked()).isFalse();
    assertThat(queue.lost()).isNotEmpty();
    assertThat(queue.lock.isLocked()).isFalse();
    queue.close();
    assertThat(queue.lock.isLocked()).isFalse();
  }

  @Test
  void whoFindsTheQueueTakenWaitsForIt() throws Exception {
    MemoryQueue queue = new MemoryQueue(settings(9, 1, AT_ONCE, OnFull.DROP_NEWEST));
    FutureTask<DropReason> caller = new FutureTask<>(() -> offer(queue, "a"));
    queue.lock.lock();
    try {
      start(caller, Thread.State.WAITING);
    } finally {
      queue.lock.unlock();
    }

    assertThat(caller.get()).isNull();
    assertThat(names(queue.take())).containsExactly("a");
  }

  @Test
  void whatIsOutTakesRoomToTheLastByte() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(inMemory(9, 1000L, 1, null, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    offerOf(queue, 400);
    offerOf(queue, 200);
    queue.take();

    assertThat(offerOf(queue, 401)).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(offerOf(queue, 400)).isNull();
    assertThat(queue.fill()).isEqualTo(new QueueFill(3, 1000, 9, 1000));
  }

  @Test
  void whatIsSetAsideAndWhatIsOutAndWhatWaitsIsAllInTheQueue() throws InterruptedException {
    MemoryQueue queue =
        new MemoryQueue(inMemory(9, 5000L, 2, null, AT_ONCE, OnFull.DROP_NEWEST, null, null));
    for (int size : new int[] {300, 310, 320, 330, 340}) {
      offerOf(queue, size);
    }
    List<Event> out = queue.take();
    queue.more(out.subList(0, 1));

    assertThat(queue.fill()).isEqualTo(new QueueFill(4, 300 + 320 + 330 + 340, 9, 5000));
  }

  @Test
  void whatWasNotTakenYetIsNotSettled() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(9, 9, NEVER, OnFull.DROP_NEWEST));
    assertThat(queue.flush(AT_ONCE)).isTrue();
    offer(queue, "a");

    assertThat(queue.flush(AT_ONCE)).isFalse();
    assertThat(names(queue.take())).as("since somebody waits").containsExactly("a");
  }

  @Test
  void aCrowdedQueueIsSoNoLongerWhenABatchWasTaken() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(2, 2, NEVER, OnFull.DROP_NEWEST));
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
    }
    assertThat(queue.isCrowded()).isTrue();

    queue.take();

    assertThat(queue.isCrowded()).isFalse();
  }

  @Test
  void whoWaitsForWhatMakesRoomForAnotherWaitsNoLonger() throws Exception {
    MemoryQueue queue = new MemoryQueue(settings(1, 1, AT_ONCE, OnFull.DROP_OLDEST));
    offer(queue, "a");
    FutureTask<Boolean> flush = start(() -> queue.flush(LONG), Thread.State.TIMED_WAITING);
    long begun = System.nanoTime();

    offer(queue, "b");

    assertThat(flush.get()).isTrue();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void whoWaitsForRoomGetsItWhenAPartOfABatchIsSetAside() throws Exception {
    MemoryQueue queue = new MemoryQueue(settings(2, 2, AT_ONCE, OnFull.block(LONG)));
    offer(queue, "a");
    List<Event> out = queue.take();
    offer(queue, "b");
    FutureTask<DropReason> caller = start(() -> offer(queue, "c"), Thread.State.TIMED_WAITING);
    long begun = System.nanoTime();

    assertThat(names(queue.more(out))).containsExactly("b");

    assertThat(caller.get()).isNull();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void closingWakesTheThreadThatSleepsUntilThereIsSomething() throws Exception {
    MemoryQueue queue = new MemoryQueue(settings(9, 9, NEVER, OnFull.DROP_NEWEST));
    FutureTask<List<Event>> worker = start(queue::take, Thread.State.WAITING);

    queue.close();

    assertThat(worker.get()).isNull();
  }

  @Test
  void theFirstOfABatchWaitsForTheLingerHoweverLongNothingCame() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(9, 9, LINGER, OnFull.DROP_NEWEST));
    awaitNanos(System.nanoTime(), LINGER);
    long begun = System.nanoTime();
    offer(queue, "a");

    assertThat(queue.take()).hasSize(1);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(LINGER.toNanos());
  }

  @Test
  void whatAWholeBatchLeavesBehindWaitsForTheNextToFill() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(9, 2, LINGER, OnFull.DROP_NEWEST));
    offer(queue, "a");
    offer(queue, "b");
    offer(queue, "c");
    awaitNanos(System.nanoTime(), LINGER);
    long begun = System.nanoTime();
    assertThat(names(queue.take())).containsExactly("a", "b");
    queue.settle();

    assertThat(names(queue.take())).containsExactly("c");
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(LINGER.toNanos());
  }

  private static DropReason offerOf(EventQueue queue, int size) {
    byte[] json = jsonOfSize("a", size);
    return queue.offer(json, json.length);
  }

  /** Waits for a time, by the clock that queues use. */
  private static void awaitNanos(long begun, Duration time) {
    while (System.nanoTime() - begun < time.toNanos()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static <T> FutureTask<T> start(Callable<T> call, Thread.State state) {
    FutureTask<T> task = new FutureTask<>(call);
    start(task, state);
    return task;
  }

  /** Starts a call on a new thread, and returns when that is waiting. */
  private static void start(FutureTask<?> task, Thread.State state) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    while (!task.isDone() && thread.getState() != state) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
