package dev.eventlogger.journal;

import static dev.eventlogger.journal.WrittenSegments.LONG;
import static dev.eventlogger.journal.WrittenSegments.LONGEST;
import static dev.eventlogger.journal.WrittenSegments.SEGMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a record that is appended, whatever the disk and other callers do. */
@Timeout(60)
class SegmentWriterTest {

  private final WrittenSegments written = new WrittenSegments();
  private final FaultyDisk disk = written.disk;
  private final Segments segments = written.segments;
  private final SpareSegments spares = written.spares;
  private final LogRecords said = written.said;
  private final SegmentWriter writer = written.writer;

  @AfterEach
  void stopListening() {
    written.close();
  }

  @Test
  void recordsAreNumberedFromTheNextOn() throws IOException {
    assertThat(writer.accepted()).isEqualTo(6);
    written.putSpare();

    assertThat(written.append("a", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(written.append("b", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(writer.accepted()).isEqualTo(8);
    assertThat(written.read()).containsExactly("7 a", "8 b");
    assertThat(segments.first().next()).isEqualTo(9);
    try (SegmentScan scan = SegmentScan.open(disk, segments.first().path())) {
      assertThat(scan.header()).isEqualTo(new SegmentHeader(1, 7));
    }
    assertThat(written.wanted).hasValue(1);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void aRecordOfTheSizeOfASegmentIsTakenAndNoLongerOne() throws IOException {
    written.putSpare();

    assertThat(written.append("x".repeat(LONGEST + 1), Duration.ZERO)).isEqualTo(Appended.FULL);
    assertThat(written.append("x".repeat(LONGEST), Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(writer.accepted()).isEqualTo(7);
    assertThat(segments.first().end()).isEqualTo(SEGMENT);
  }

  @Test
  void aRecordThatNoFrameHoldsIsNotTakenHoweverLargeASegmentIs() {
    SegmentWriter wide = new SegmentWriter(segments, spares, written.reports, 1 << 30, 1);
    byte[] record = new byte[Frame.MOST_LENGTH];

    assertThat(wide.append(record, record.length, Duration.ZERO)).isEqualTo(Appended.FULL);
  }

  @Test
  void whatDoesNotFitGoesToTheNextSegmentAndTheFullOneIsSealed() throws IOException {
    written.putSpare();
    written.append("x".repeat(LONGEST - 20), Duration.ZERO);
    written.putSpare();

    assertThat(written.append("12345", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(segments.all()).hasSize(2);
    assertThat(segments.first().isSealed()).isTrue();
    Segment second = segments.after(segments.first());
    assertThat(second.first()).isEqualTo(8);
    assertThat(second.isSealed()).isFalse();
    assertThat(written.wanted).hasValue(2);
  }

  @Test
  void whyThereIsNoRoomIsAnsweredAndSaid() {
    spares.cannot(Appended.FAILED);
    assertThat(written.append("a", Duration.ZERO)).isEqualTo(Appended.FAILED);
    assertThat(said.messages()).isEmpty();

    spares.cannot(Appended.FULL);
    assertThat(written.append("a", Duration.ZERO)).isEqualTo(Appended.FULL);

    assertThat(said.messages())
        .containsExactly(
            "journal journal: has reached journal_bytes; callers wait as on_full says; events not"
                + " taken since last said: 2");
    assertThat(writer.accepted()).isEqualTo(6);
  }

  @Test
  void aRecordThatIsTooLongCountsAsNotTaken() {
    written.append("x".repeat(LONGEST + 1), Duration.ZERO);
    spares.cannot(Appended.FULL);
    written.append("a", Duration.ZERO);

    assertThat(said.messages())
        .singleElement()
        .asString()
        .endsWith("events not taken since last said: 2");
  }

  @Test
  void aRecordThatIsTooLongSaysNothingOfTheJournal() throws IOException {
    written.putSpare();

    assertThat(written.append("x".repeat(LONGEST + 1), Duration.ZERO)).isEqualTo(Appended.FULL);

    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whoDoesNotWaitForRoomWaitsAMomentForASegmentAndTheNextNotEvenThat() {
    long begun = System.nanoTime();
    assertThat(written.append("a", Duration.ZERO)).isEqualTo(Appended.SLOW);
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
    Thread caller = new Thread(() -> outcome.set(written.append("a", LONG)));
    caller.start();
    while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    written.putSpare();
    caller.join();

    assertThat(outcome).hasValue(Appended.WRITTEN);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whoWaitsForRoomInVainWaitsAsLongAsItSays() {
    spares.cannot(Appended.FULL);
    Duration patience = Duration.ofMillis(400);
    long begun = System.nanoTime();

    assertThat(written.append("a", patience)).isEqualTo(Appended.FULL);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(patience);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndItsNumberGivenAgainInAnotherSegment() throws IOException {
    written.putSpare();
    written.append("a", Duration.ZERO);
    disk.failWrites(1);
    written.putSpare();

    assertThat(written.append("b", Duration.ZERO)).isEqualTo(Appended.FAILED);
    Segment failed = segments.first();
    assertThat(failed.isSealed()).isTrue();
    assertThat(failed.size()).isEqualTo(failed.end());
    assertThat(said.messages()).singleElement().asString().contains("cannot be written");
    assertThat(written.append("c", Duration.ZERO)).isEqualTo(Appended.WRITTEN);

    assertThat(written.read()).containsExactly("7 a", "8 c");
    written.reports.publish();
    assertThat(said.messages()).hasSize(2).last().asString().contains("can be written again");
  }

  @Test
  void whatWasNotSyncedIsNotWrittenAgain() throws IOException {
    written.putSpare();
    written.append("a", Duration.ZERO);
    written.putSpare();
    segments.first().markUnsynced();

    written.append("b", Duration.ZERO);

    assertThat(segments.all()).hasSize(2);
    assertThat(segments.first().isSealed()).isTrue();
  }

  @Test
  void aSegmentThatIsSealedIsWrittenNoMoreAndAnotherIsNotTouched() throws IOException {
    written.putSpare();
    written.append("a", Duration.ZERO);
    Segment first = segments.first();

    writer.seal(Segment.found(99, Segments.path(written.directory, 99), 1, 100));
    assertThat(first.isSealed()).isFalse();
    writer.seal(first);

    assertThat(first.isSealed()).isTrue();
    assertThat(first.size()).isEqualTo(first.end());
    written.putSpare();
    assertThat(written.append("b", Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    assertThat(segments.all()).hasSize(2);
  }

  @Test
  void takesNothingOnceClosedAndSaysNothingOfIt() throws IOException {
    written.putSpare();
    written.append("a", Duration.ZERO);
    assertThat(writer.isDone()).isFalse();

    writer.close();

    assertThat(written.append("b", LONG)).isEqualTo(Appended.CLOSED);
    assertThat(writer.isDone()).isTrue();
    assertThat(said.messages()).isEmpty();
    assertThat(segments.first().isSealed()).isFalse();
    writer.end();
    assertThat(segments.first().isSealed()).isTrue();
    assertThat(segments.first().size()).isEqualTo(segments.first().end());
  }
}
