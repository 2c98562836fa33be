package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a record that is appended, whatever the disk and others do. */
@Timeout(60)
class SegmentWriterTest {

  private static final int SEGMENT = 4096;
  private static final int LONGEST = SEGMENT - SegmentHeader.BYTES - Frame.HEADER;
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Path directory = Path.of("journal");
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final Segments segments = new Segments();
  private final AtomicInteger wanted = new AtomicInteger();
  private final SpareSegments spares = new SpareSegments(wanted::incrementAndGet);
  private final LogRecords said = new LogRecords("dev.eventlogger.journal");
  private final JournalReports reports = new JournalReports(directory);
  private final SegmentWriter writer = new SegmentWriter(segments, spares, reports, SEGMENT, 7);
  private long number = 1;

  @AfterEach
  void stopListening() {
    said.close();
  }

  @Test
  void recordsAreNumberedFromTheNextOn() throws IOException {
    assertThat(writer.accepted()).isEqualTo(6);
    putSpare();

    assertThat(append("a", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(append("b", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(writer.accepted()).isEqualTo(8);
    assertThat(read()).containsExactly("7 a", "8 b");
    assertThat(segments.first().next()).isEqualTo(9);
    assertThat(wanted).hasValue(1);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void aRecordOfTheSizeOfASegmentIsTakenAndNoLongerOne() throws IOException {
    putSpare();

    assertThat(append("x".repeat(LONGEST + 1), Duration.ZERO)).isEqualTo(Appended.FULL);
    assertThat(append("x".repeat(LONGEST), Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(writer.accepted()).isEqualTo(7);
    assertThat(segments.first().end()).isEqualTo(SEGMENT);
  }

  @Test
  void aRecordThatNoFrameHoldsIsNotTakenHoweverLargeASegmentIs() {
    SegmentWriter wide = new SegmentWriter(segments, spares, reports, 1 << 30, 1);
    byte[] record = new byte[Frame.MOST_LENGTH];

    assertThat(wide.append(record, record.length, Duration.ZERO)).isEqualTo(Appended.FULL);
  }

  @Test
  void whatDoesNotFitGoesToTheNextSegmentAndTheFullOneIsSealed() throws IOException {
    putSpare();
    append("x".repeat(LONGEST - 20), Duration.ZERO);
    putSpare();

    assertThat(append("12345", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(segments.all()).hasSize(2);
    assertThat(segments.first().isSealed()).isTrue();
    Segment second = segments.after(segments.first());
    assertThat(second.first()).isEqualTo(8);
    assertThat(second.isSealed()).isFalse();
    assertThat(wanted).hasValue(2);
  }

  @Test
  void whyThereIsNoRoomIsAnsweredAndSaid() {
    spares.cannot(Appended.FAILED);
    assertThat(append("a", Duration.ZERO)).isEqualTo(Appended.FAILED);
    assertThat(said.messages()).isEmpty();

    spares.cannot(Appended.FULL);
    assertThat(append("a", Duration.ZERO)).isEqualTo(Appended.FULL);

    assertThat(said.messages())
        .containsExactly(
            "journal journal: has reached journal_bytes; callers wait as on_full says; events not"
                + " taken since last said: 2");
    assertThat(writer.accepted()).isEqualTo(6);
  }

  @Test
  void aRecordThatIsTooLongSaysNothingOfTheJournal() throws IOException {
    putSpare();

    assertThat(append("x".repeat(LONGEST + 1), Duration.ZERO)).isEqualTo(Appended.FULL);

    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whoDoesNotWaitForRoomWaitsAMomentForASegmentAndTheNextNotEvenThat() {
    long begun = System.nanoTime();
    assertThat(append("a", Duration.ZERO)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SegmentWriter.MOMENT.toNanos());

    assertThat(said.messages())
        .singleElement()
        .asString()
        .contains("its disk takes longer than callers may wait");
    assertThat(spares.take(System.nanoTime() + LONG.toNanos(), false)).isNull();
  }

  @Test
  void whoWaitsForRoomGetsItWhenThereIsSome() throws Exception {
    spares.cannot(Appended.FULL);
    AtomicReference<Appended> outcome = new AtomicReference<>();
    Thread caller = new Thread(() -> outcome.set(append("a", LONG)));
    caller.start();
    while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    putSpare();
    caller.join();

    assertThat(outcome).hasValue(Appended.WRITTEN);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whoWaitsForRoomInVainWaitsAsLongAsItSays() {
    spares.cannot(Appended.FULL);
    Duration patience = Duration.ofMillis(400);
    long begun = System.nanoTime();

    assertThat(append("a", patience)).isEqualTo(Appended.FULL);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(patience);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndItsNumberGivenAgainInAnotherSegment() throws IOException {
    putSpare();
    append("a", Duration.ZERO);
    disk.failWrites(1);
    putSpare();

    assertThat(append("b", Duration.ZERO)).isEqualTo(Appended.FAILED);
    Segment failed = segments.first();
    assertThat(failed.isSealed()).isTrue();
    assertThat(failed.size()).isEqualTo(failed.end());
    assertThat(said.messages()).singleElement().asString().contains("cannot be written");
    assertThat(append("c", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(read()).containsExactly("7 a", "8 c");
    reports.publish();
    assertThat(said.messages()).hasSize(2).last().asString().contains("can be written again");
  }

  @Test
  void whatWasNotSyncedIsNotWrittenAgain() throws IOException {
    putSpare();
    append("a", Duration.ZERO);
    putSpare();
    segments.first().markUnsynced();

    append("b", Duration.ZERO);

    assertThat(segments.all()).hasSize(2);
    assertThat(segments.first().isSealed()).isTrue();
  }

  @Test
  void aSegmentThatIsSealedIsWrittenNoMoreAndAnotherIsNotTouched() throws IOException {
    putSpare();
    append("a", Duration.ZERO);
    Segment first = segments.first();

    writer.seal(Segment.found(99, Segments.path(directory, 99), 1, 100));
    assertThat(first.isSealed()).isFalse();
    writer.seal(first);

    assertThat(first.isSealed()).isTrue();
    assertThat(first.size()).isEqualTo(first.end());
    putSpare();
    assertThat(append("b", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(segments.all()).hasSize(2);
  }

  @Test
  void takesNothingOnceClosedAndSaysNothingOfIt() throws IOException {
    putSpare();
    append("a", Duration.ZERO);
    assertThat(writer.isDone()).isFalse();

    writer.close();

    assertThat(append("b", LONG)).isEqualTo(Appended.CLOSED);
    assertThat(writer.isDone()).isTrue();
    assertThat(said.messages()).isEmpty();
    assertThat(segments.first().isSealed()).isFalse();
    writer.end();
    assertThat(segments.first().isSealed()).isTrue();
    assertThat(segments.first().size()).isEqualTo(segments.first().end());
  }

  @Test
  void whoComesWhileAnotherWritesIsWrittenForInItsOrder() throws Exception {
    putSpare();
    append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    List<Thread> callers = new ArrayList<>();
    for (String record : List.of("b", "c", "d", "e")) {
      callers.add(start(() -> assertThat(append(record, LONG)).isEqualTo(Appended.WRITTEN)));
    }
    writer.close();
    assertThat(writer.isDone()).isFalse();
    end.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(writer.isDone()).isTrue();
    assertThat(writer.accepted()).isEqualTo(11);
    assertThat(read()).containsExactly("7 a", "8 b", "9 c", "10 d", "11 e");
  }

  @Test
  void whatItsCallerNoLongerWaitsForIsNotWritten() throws Exception {
    putSpare();
    append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> append("b", LONG));

    // The first may wait for a moment; who comes later knows that nothing gets on.
    assertThat(append("c", Duration.ZERO)).isEqualTo(Appended.SLOW);
    long begun = System.nanoTime();
    assertThat(append("d", Duration.ZERO)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isLessThan(SegmentWriter.MOMENT.toNanos());
    Duration patience = Duration.ofMillis(300);
    begun = System.nanoTime();
    assertThat(append("e", patience)).isEqualTo(Appended.SLOW);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(patience.toNanos());
    end.countDown();
    hangs.join();

    assertThat(append("f", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(read()).containsExactly("7 a", "8 b", "9 f");
  }

  @Test
  void whoFindsTheRoundFullWaitsForTheNext() throws Exception {
    putSpare();
    append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> append("b", LONG));
    String half = "x".repeat(LONGEST / 2);
    List<Thread> callers = new ArrayList<>();
    callers.add(start(() -> append(half, LONG)));
    callers.add(start(() -> append(half + "y", LONG)));
    assertThat(append(half, Duration.ZERO)).isEqualTo(Appended.SLOW);
    putSpareWhenWanted(end);
    callers.add(hangs);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(writer.accepted()).isEqualTo(10);
    assertThat(read()).startsWith("7 a", "8 b").hasSize(4);
  }

  private void putSpareWhenWanted(CountDownLatch end) throws IOException {
    end.countDown();
    for (int i = 0; i < 2; i++) {
      while (!spares.isWanted()) {
        Thread.onSpinWait();
      }
      putSpare();
    }
  }

  @Test
  void anInterruptedCallerIsToldWhatBecameOfItsRecordAndKeepsItsFlag() throws Exception {
    putSpare();
    append("a", Duration.ZERO);
    CountDownLatch end = new CountDownLatch(1);
    disk.stallWrites(end);
    Thread hangs = start(() -> append("b", LONG));
    AtomicReference<String> told = new AtomicReference<>();
    Thread caller =
        start(() -> told.set(append("c", LONG) + " " + Thread.currentThread().isInterrupted()));
    caller.interrupt();
    while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    end.countDown();
    hangs.join();
    caller.join();

    assertThat(told).hasValue("WRITTEN true");
    assertThat(read()).containsExactly("7 a", "8 b", "9 c");
  }

  /** Starts a thread, and returns when it waits. */
  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    while (thread.isAlive()
        && thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private Appended append(String record, Duration patience) {
    byte[] bytes = record.getBytes(UTF_8);
    return writer.append(bytes, bytes.length, patience);
  }

  private void putSpare() throws IOException {
    Path path = Segments.path(directory, number);
    DiskFile file = disk.create(path);
    spares.put(new SpareSegments.Spare(number, path, file, SEGMENT, disk.identity(path)));
    number++;
  }

  /** Sequence numbers and records of all segments, each up to where the next begins. */
  private List<String> read() throws IOException {
    List<String> records = new ArrayList<>();
    for (Segment segment : segments.all()) {
      Segment after = segments.after(segment);
      long ceiling = after == null ? Long.MAX_VALUE : after.first();
      SegmentReader reader =
          new SegmentReader(disk.openToRead(segment.path()), segment.first(), ceiling);
      while (reader.advance(segment.end())) {
        String text = new String(reader.bytes(), reader.offset(), reader.length(), UTF_8);
        records.add(reader.sequence() + " " + text);
      }
      assertThat(reader.hasSkipped()).isFalse();
    }
    assertThat(LongStream.rangeClosed(7, writer.accepted()).count()).isEqualTo(records.size());
    return records;
  }
}
