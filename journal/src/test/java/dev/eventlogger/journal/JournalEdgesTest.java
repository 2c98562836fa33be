package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.record;
import static dev.eventlogger.journal.Journals.settings;
import static dev.eventlogger.journal.Journals.settle;
import static dev.eventlogger.journal.WrittenSegments.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What opening and closing a journal wait for, and what it reports in between. */
@Timeout(60)
class JournalEdgesTest {

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final LogRecords said = new LogRecords("dev.eventlogger.journal");

  @AfterEach
  void stopListening() {
    said.close();
  }

  private Journal open() throws IOException {
    return Journal.open(settings(directory), disk);
  }

  private static long bytes(long first, long last) {
    return range(first, last).stream()
        .mapToLong(number -> Frame.HEADER + record(number).length)
        .sum();
  }

  @Test
  void openingWaitsForTheFirstSegmentSoThatTheFirstCallersNeedNot() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    disk.stallMaking(end);
    FutureTask<Journal> opening = new FutureTask<>(this::open);
    Thread thread = start(opening);
    boolean waits = thread.isAlive();
    end.countDown();

    try (Journal journal = opening.get()) {
      assertThat(waits).isTrue();
      assertThat(journal.append(record(1), record(1).length, Duration.ZERO))
          .isEqualTo(Appended.WRITTEN);
    }
  }

  @Test
  void closingWaitsForWhatIsBeingDoneForItAndKeepsTheFlagOfItsCaller() throws Exception {
    Journal journal = open();
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    journal.keepNotes(
        () -> {
          begun.countDown();
          awaitAnyway(end);
          return "noted";
        });
    begun.await();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              journal.close();
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = start(closing);
    boolean waits = thread.isAlive();
    end.countDown();

    assertThat(closing.get()).isTrue();
    assertThat(waits).isTrue();
    assertThat(disk.openFiles()).isZero();
    assertThat(Notes.read(disk, directory)).isEqualTo("noted");
  }

  private static void awaitAnyway(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void itsThreadKeepsNoProcessAlive() throws IOException {
    try (Journal journal = open()) {
      assertThat(journal.accepted()).isZero();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(
              thread ->
                  thread.getName().equals("event-logger-" + directory.getFileName() + "-journal"))
          .singleElement()
          .matches(Thread::isDaemon);
    }
  }

  @Test
  void saysHowManyBytesWaitBeforeAndAfterItsFirstRead() throws IOException {
    try (Journal journal = open()) {
      assertThat(journal.waitingBytes()).isZero();
      appendAll(journal, 1, 5);
      assertThat(journal.waitingBytes()).isEqualTo(bytes(1, 5));

      assertThat(journal.read(2, 100_000, Journals.TEXT)).hasSize(2);

      assertThat(journal.waitingBytes()).isEqualTo(bytes(3, 5));
      assertThat(journal.waiting()).isEqualTo(3);
    }
  }

  @Test
  void aReadThatFailsBeginsAgainBehindWhatIsSettled() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 5);
      assertThat(journal.read(2, 100_000, Journals.TEXT)).hasSize(2);
      settle(journal, 2);
      assertThat(journal.read(1, 100_000, Journals.TEXT)).hasSize(1);
      assertThatThrownBy(
              () ->
                  journal.read(
                      1,
                      100_000,
                      (bytes, offset, length) -> {
                        throw new IllegalStateException("of the decoder");
                      }))
          .hasMessage("of the decoder");

      assertThat(drain(journal)).isEqualTo(range(3, 5));
    }
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void thatTheCursorCannotBeWrittenIsSaidAndWhatIsSettledCounts() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 5);
      assertThat(journal.read(2, 100_000, Journals.TEXT)).hasSize(2);
      disk.cannotWrite(directory.resolve(Cursor.FILE));
      settle(journal, 2);
      assertThat(journal.progress().next()).isEqualTo(3);
      awaitSaid("the cursor cannot be written");

      disk.cannotWrite(null);
      assertThat(journal.read(2, 100_000, Journals.TEXT)).hasSize(2);
      settle(journal, 2);
      awaitSaid("the cursor is written again");
    }
  }

  private void awaitSaid(String words) {
    while (said.messages().stream().noneMatch(line -> line.contains(words))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void nothingIsSettledBeforeAnythingIsReadOrAfterClosing() throws IOException {
    Journal journal = open();
    appendAll(journal, 1, 5);
    journal.settle(5, 0);
    assertThat(journal.progress().next()).isEqualTo(1);
    List<String> read = journal.read(3, 100_000, Journals.TEXT);
    assertThat(read).hasSize(3);
    journal.close();
    journal.settle(3, 0);
    journal.close();

    try (Journal next = open()) {
      assertThat(next.progress()).isEqualTo(new Progress(1, 5, 0, 0, 0));
      assertThat(drain(next)).isEqualTo(range(1, 5));
    }
  }

  @Test
  void isDrainedWhenItTakesNoMoreAndAllIsRead() throws IOException {
    try (Journal journal = open()) {
      assertThat(journal.isDrained()).isFalse();
      appendAll(journal, 1, 2);
      journal.stop();
      assertThat(journal.isDrained()).isFalse();
      assertThat(journal.read(2, 100_000, Journals.TEXT)).hasSize(2);

      assertThat(journal.isDrained()).isTrue();
    }
  }

  @Test
  void whatWasNotedIsThereAfterARestart() throws IOException {
    try (Journal journal = open()) {
      assertThat(journal.notes()).isEmpty();
      journal.keepNotes(() -> "noted");
    }
    try (Journal journal = open()) {
      assertThat(journal.notes()).isEqualTo("noted");
    }
  }
}
