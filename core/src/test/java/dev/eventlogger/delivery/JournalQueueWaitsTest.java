package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.jsonOfSize;
import static dev.eventlogger.delivery.TestEvents.names;
import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Waiting for a queue in a journal: who waits, what ends the wait, and that nobody keeps its lock.
 */
@Timeout(60)
class JournalQueueWaitsTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration LINGER = Duration.ofMillis(80);

  @TempDir Path folder;
  private JournalQueue queue;

  private void open(int batchSize, Duration linger) throws IOException {
    Path directory = folder.resolve("log");
    JournalSettings journal =
        new JournalSettings(directory, Sync.INTERVAL, Duration.ofMillis(10), 16_384, 4096);
    queue =
        new JournalQueue(
            Journal.open(journal),
            settings(100, batchSize, linger, OnFull.DROP_NEWEST),
            new LogCounts());
  }

  @AfterEach
  void release() {
    queue.release();
  }

  @Test
  void noCallKeepsTheLock() throws Exception {
    open(1, Duration.ZERO);
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
      assertThat(queue.lock.isLocked()).isFalse();
    }
    assertThat(queue.take()).hasSize(1);
    assertThat(queue.lock.isLocked()).isFalse();
    assertThat(queue.more(List.of())).hasSize(1);
    assertThat(queue.flush(Duration.ZERO)).isFalse();
    assertThat(queue.lock.isLocked()).isFalse();
    queue.settle();
    assertThat(queue.lock.isLocked()).isFalse();
    queue.close();
    assertThat(queue.lock.isLocked()).isFalse();
  }

  @Test
  void theFirstEventWakesTheThreadThatSleepsAndKeepsNoLock() throws Exception {
    open(1, Duration.ZERO);
    FutureTask<List<Event>> worker = new FutureTask<>(queue::take);
    Thread thread = start(worker);
    await(thread, Thread.State.WAITING);

    offer(queue, "a");

    assertThat(queue.lock.isHeldByCurrentThread()).isFalse();
    assertThat(names(worker.get())).containsExactly("a");
  }

  @Test
  void closingWakesTheThreadThatSleeps() throws Exception {
    open(1, NEVER);
    FutureTask<List<Event>> worker = new FutureTask<>(queue::take);
    await(start(worker), Thread.State.WAITING);

    queue.close();

    assertThat(worker.get()).isNull();
  }

  @Test
  void whoWaitsForWhatIsOutIsToldWhenItIsSettled() throws Exception {
    open(9, NEVER);
    offer(queue, "a");
    FutureTask<Boolean> flush = new FutureTask<>(() -> queue.flush(LONG));
    await(start(flush), Thread.State.TIMED_WAITING);
    long begun = System.nanoTime();
    assertThat(names(queue.take())).as("since somebody waits").containsExactly("a");

    queue.settle();

    assertThat(flush.get()).isTrue();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void aFullJournalIsCrowdedUntilABatchIsRead() throws Exception {
    open(9, NEVER);
    byte[] large = jsonOfSize("a", 3000);
    while (queue.offer(large, large.length) == null) {
      assertThat(queue.isCrowded()).isFalse();
    }
    assertThat(queue.isCrowded()).isTrue();

    assertThat(queue.take()).isNotEmpty();

    assertThat(queue.isCrowded()).isFalse();
  }

  @Test
  void whatAWholeBatchLeavesBehindWaitsForTheNextToFill() throws Exception {
    open(2, LINGER);
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
    }
    long written = System.nanoTime();
    while (System.nanoTime() - written < LINGER.toNanos()) {
      LockSupport.parkNanos(1_000_000);
    }
    long begun = System.nanoTime();
    assertThat(names(queue.take())).containsExactly("a", "b");
    queue.settle();

    assertThat(names(queue.take())).containsExactly("c");
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(LINGER.toNanos());
  }

  @Test
  void whereAllThatWaitedIsDamagedItIsCountedAndNothingIsTaken() throws Exception {
    open(9, Duration.ZERO);
    offer(queue, "a");
    queue.close();
    queue.release();
    Path segment = folder.resolve("log").resolve("0000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[60] ^= 1;
    Files.write(segment, bytes);

    open(9, Duration.ZERO);
    queue.close();

    assertThat(queue.take()).isNull();
    assertThat(queue.lost()).isEqualTo(Map.of(LossReason.DAMAGED, 1L));
    assertThat(queue.fill().events()).isZero();
    assertThat(offer(queue, "b")).isEqualTo(DropReason.CLOSED);
  }

  private static Thread start(FutureTask<?> task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(Thread thread, Thread.State state) {
    while (thread.isAlive() && thread.getState() != state) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
