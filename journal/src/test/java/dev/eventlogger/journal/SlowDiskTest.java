package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that works, but slowly: callers wait for it as their policy says. */
@Timeout(600)
class SlowDiskTest {

  // A sync takes longer than the slowest machine needs to refuse a record.
  private static final Duration SYNC = Duration.ofSeconds(5);
  private static final Duration REFUSED_BY = Duration.ofSeconds(4);

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
  private final Set<Long> slow = ConcurrentHashMap.newKeySet();
  private final AtomicLong next = new AtomicLong();

  @Test
  void whoDoesNotWaitForRoomWaitsForNoSegmentEither() throws Exception {
    try (LogRecords said = new LogRecords("dev.eventlogger.journal");
        Journal journal = Journal.open(settings(directory), disk)) {
      disk.slowSyncs(SYNC);
      List<Long> slowest = appendFromFourThreads(journal, Duration.ZERO);

      assertThat(slowest).allMatch(nanos -> nanos < REFUSED_BY.toNanos());
      assertThat(said.messages())
          .anyMatch(
              line ->
                  line.contains("its disk takes longer than callers may wait")
                      && line.contains("events not taken since last said: "));
      disk.slowSyncs(Duration.ZERO);
      assertThat(Set.copyOf(drain(journal))).isEqualTo(accepted);
      appendAll(journal, next.get() + 1, next.get() + 100);
      assertThat(journal.progress().damaged()).isZero();
    }
  }

  @Test
  void whoWaitsForRoomWaitsForASegmentAsLongAsItMay() throws Exception {
    try (Journal journal = Journal.open(settings(directory), disk)) {
      disk.slowSyncs(SYNC);
      List<Long> slowest = appendFromFourThreads(journal, Duration.ofMillis(300));

      assertThat(slowest)
          .allMatch(nanos -> nanos < REFUSED_BY.toNanos())
          .anyMatch(nanos -> nanos >= Duration.ofMillis(300).toNanos());
      disk.slowSyncs(Duration.ZERO);
    }
  }

  /** Appends until each thread was refused a few times; returns the slowest call of each. */
  private List<Long> appendFromFourThreads(Journal journal, Duration patience) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<Long>> slowest = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      slowest.add(callers.submit(() -> appendUntilRefused(journal, patience)));
    }
    List<Long> nanos = new ArrayList<>();
    for (Future<Long> each : slowest) {
      nanos.add(each.get(300, TimeUnit.SECONDS));
    }
    callers.shutdown();
    return nanos;
  }

  private long appendUntilRefused(Journal journal, Duration patience) {
    long slowest = 0;
    int refused = 0;
    while (refused < 3) {
      long number = next.incrementAndGet();
      byte[] record = Journals.record(number);
      long begun = System.nanoTime();
      Appended outcome = journal.append(record, record.length, patience);
      slowest = Math.max(slowest, System.nanoTime() - begun);
      if (outcome == Appended.WRITTEN) {
        accepted.add(number);
      } else {
        assertThat(outcome).isEqualTo(Appended.SLOW);
        refused++;
      }
    }
    return slowest;
  }

  @Test
  void nobodyWaitsForAWriteThatHangsAndWhatIsRefusedBeforeItIsWrittenIsNeverDelivered()
      throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Journal journal = Journal.open(settings(directory), disk)) {
      appendAll(journal, 1, 3);
      disk.stallWrites(end);
      Thread hangs = new Thread(() -> append(journal, 4));
      hangs.start();
      // It waits in the write, and nowhere else.
      while (hangs.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      List<Thread> others = new ArrayList<>();
      for (long number = 5; number <= 8; number++) {
        others.add(appendInAThread(journal, number));
      }
      for (Thread other : others) {
        other.join();
      }
      assertThat(slow).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);

      end.countDown();
      hangs.join();
      appendAll(journal, 9, 10);
      assertThat(drain(journal)).containsExactly(1L, 2L, 3L, 4L, 9L, 10L);
    }
  }

  private Thread appendInAThread(Journal journal, long number) {
    Thread thread =
        new Thread(
            () -> {
              if (append(journal, number) == Appended.SLOW) {
                slow.add(number);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void opensWithoutTheFirstSegmentWhereThatTakesTooLong() throws IOException {
    disk.slowSyncs(Duration.ofSeconds(20));
    Journal journal = Journal.open(settings(directory), disk);
    long begun = System.nanoTime();

    assertThat(append(journal, 1)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isLessThan(REFUSED_BY.toNanos());
    disk.slowSyncs(Duration.ZERO);
    journal.close();
  }
}
