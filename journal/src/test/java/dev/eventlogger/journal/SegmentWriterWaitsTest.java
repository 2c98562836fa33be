package dev.eventlogger.journal;

import static dev.eventlogger.journal.WrittenSegments.LONG;
import static dev.eventlogger.journal.WrittenSegments.LONGEST;
import static dev.eventlogger.journal.WrittenSegments.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a record that is appended while another one is being written. */
@Timeout(60)
class SegmentWriterWaitsTest {

  private static final int MOST_TRIES = 30;

  private final WrittenSegments written = new WrittenSegments();
  private final FaultyDisk disk = written.disk;
  private final Segments segments = written.segments;
  private final SpareSegments spares = written.spares;
  private final SegmentWriter writer = written.writer;

  @AfterEach
  void stopListening() {
    written.close();
  }

  @Test
  void whoComesWhileAnotherWritesIsWrittenForInItsOrder() throws Exception {
    written.putSpare();
    written.append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    List<Thread> callers = new ArrayList<>();
    for (String record : List.of("b", "c", "d", "e")) {
      callers.add(
          start(() -> assertThat(written.append(record, LONG)).isEqualTo(Appended.WRITTEN)));
    }
    writer.close();
    assertThat(writer.isDone()).isFalse();
    end.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(writer.isDone()).isTrue();
    assertThat(writer.accepted()).isEqualTo(11);
    assertThat(written.read()).containsExactly("7 a", "8 b", "9 c", "10 d", "11 e");
  }

  @Test
  void whatItsCallerNoLongerWaitsForIsNotWritten() throws Exception {
    written.putSpare();
    written.append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> written.append("b", LONG));

    // The first may wait for a moment; those that follow know that there is no progress.
    assertThat(written.append("c", Duration.ZERO)).isEqualTo(Appended.SLOW);
    long begun = System.nanoTime();
    assertThat(written.append("d", Duration.ZERO)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isLessThan(SegmentWriter.MOMENT.toNanos());
    Duration patience = Duration.ofMillis(300);
    begun = System.nanoTime();
    assertThat(written.append("e", patience)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(patience.toNanos());
    end.countDown();
    hangs.join();

    assertThat(written.append("f", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(written.read()).containsExactly("7 a", "8 b", "9 f");
  }

  @Test
  void whoFindsTheRoundFullWaitsForTheNext() throws Exception {
    written.putSpare();
    written.append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> written.append("b", LONG));
    String half = "x".repeat(LONGEST / 2);
    List<Thread> callers = new ArrayList<>();
    callers.add(start(() -> written.append(half, LONG)));
    callers.add(start(() -> written.append(half + "y", LONG)));
    assertThat(written.append(half, Duration.ZERO)).isEqualTo(Appended.SLOW);
    putSpareWhenWanted(end);
    callers.add(hangs);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(writer.accepted()).isEqualTo(10);
    assertThat(written.read()).startsWith("7 a", "8 b").hasSize(4);
  }

  private void putSpareWhenWanted(CountDownLatch end) throws IOException {
    end.countDown();
    for (int i = 0; i < 2; i++) {
      while (!spares.isWanted()) {
        Thread.onSpinWait();
      }
      written.putSpare();
    }
  }

  @Test
  void anInterruptedCallerIsToldWhatBecameOfItsRecordAndKeepsItsFlag() throws Exception {
    written.putSpare();
    written.append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> written.append("b", LONG));
    AtomicReference<String> told = new AtomicReference<>();
    Thread caller =
        start(
            () ->
                told.set(written.append("c", LONG) + " " + Thread.currentThread().isInterrupted()));
    caller.interrupt();
    while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    end.countDown();
    hangs.join();
    caller.join();

    assertThat(told).hasValue("WRITTEN true");
    assertThat(written.read()).containsExactly("7 a", "8 b", "9 c");
  }

  @Test
  void whoIsInterruptedAndWaitsInVainKeepsItsFlag() throws Exception {
    Stall stall = stall();
    Thread.currentThread().interrupt();

    assertThat(written.append("c", Duration.ofMillis(50))).isEqualTo(Appended.SLOW);

    assertThat(Thread.interrupted()).isTrue();
    stall.end();
    assertThat(written.read()).containsExactly("7 a", "8 b");
  }

  @Test
  void whoIsNotPatientWaitsAMomentForAnother() throws Exception {
    Appended outcome = Appended.SLOW;
    // If the machine stalls for longer than a moment, the record is not taken.
    for (int i = 0; i < MOST_TRIES && outcome != Appended.WRITTEN; i++) {
      Stall stall = stall();
      FutureTask<Appended> caller = new FutureTask<>(() -> written.append("c", Duration.ZERO));
      Thread thread = start(caller);
      stall.end();
      thread.join();
      outcome = caller.get();
    }

    assertThat(outcome).isEqualTo(Appended.WRITTEN);
  }

  @Test
  void whoIsNotPatientWaitsAMomentForTheGroupThatItFitsInto() throws Exception {
    String half = "x".repeat(LONGEST / 2);
    Appended outcome = Appended.SLOW;
    for (int i = 0; i < MOST_TRIES && outcome != Appended.WRITTEN; i++) {
      Stall stall = stall();
      Thread first = start(() -> written.append(half, LONG));
      FutureTask<Appended> caller = new FutureTask<>(() -> written.append(half, Duration.ZERO));
      Thread second = start(caller);
      stall.end();
      while (first.isAlive() || second.isAlive()) {
        if (spares.isWanted()) {
          written.putSpare();
        }
      }
      outcome = caller.get();
    }

    assertThat(outcome).isEqualTo(Appended.WRITTEN);
  }

  @Test
  void whoComesDuringTheFirstWriteLooksForAMomentAndThenWaits() throws Exception {
    written.putSpare();
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> written.append("a", LONG));
    Thread caller = start(() -> written.append("b", LONG));
    assertThat(isFree()).isTrue();
    end.countDown();
    hangs.join();
    caller.join();

    assertThat(written.read()).containsExactly("7 a", "8 b");
    assertThat(isFree()).isTrue();
  }

  @Test
  void aSegmentIsSealedWhenTheWriteIsOverThatIsUnderWay() throws Exception {
    Stall stall = stall();
    Segment segment = segments.first();
    Thread sealing = start(() -> writer.seal(segment));
    assertThat(sealing.isAlive()).isTrue();
    assertThat(segment.isSealed()).isFalse();
    stall.end();
    sealing.join();

    assertThat(segment.isSealed()).isTrue();
    assertThat(written.read()).containsExactly("7 a", "8 b");
  }

  @Test
  void theEndWaitsForTheWriteThatIsUnderWay() throws Exception {
    Stall stall = stall();
    writer.close();
    Thread ending = start(writer::end);
    assertThat(segments.first().isSealed()).isFalse();
    stall.end();
    ending.join();

    assertThat(segments.first().isSealed()).isTrue();
    assertThat(written.read()).containsExactly("7 a", "8 b");
  }

  @Test
  void noCallKeepsTheLock() throws Exception {
    written.putSpare();
    written.append("a", Duration.ZERO);
    assertThat(isFree()).isTrue();
    assertThat(writer.isDone()).isFalse();
    assertThat(isFree()).isTrue();
    writer.seal(segments.first());
    assertThat(isFree()).isTrue();
    writer.close();
    assertThat(isFree()).isTrue();
    writer.end();
    assertThat(isFree()).isTrue();
  }

  /** Whether another thread gets the lock, which {@code isDone} needs. */
  private boolean isFree() throws InterruptedException {
    Thread other = new Thread(writer::isDone);
    other.setDaemon(true);
    other.start();
    other.join(LONG.toMillis() / 5);
    return !other.isAlive();
  }

  /** A write that hangs until the stall is ended. */
  private record Stall(CountDownLatch latch, Thread hangs) {
    void end() throws InterruptedException {
      latch.countDown();
      hangs.join();
    }
  }

  /** Writes "a", and makes the write of "b" hang. */
  private Stall stall() throws IOException {
    if (spares.isWanted()) {
      written.putSpare();
    }
    written.append("a", LONG);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    return new Stall(end, start(() -> written.append("b", LONG)));
  }
}
