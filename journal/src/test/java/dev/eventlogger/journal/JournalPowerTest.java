package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on disk when everything that was not synced is lost, and which files stay open. */
@Timeout(120)
class JournalPowerTest {

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);

  @Test
  void allThatWasAcceptedIsThereWhereEachRecordIsSynced() throws IOException {
    Journal journal = Journal.open(settings(directory, Sync.ALWAYS), disk);
    appendAll(journal, 1, 60);
    cutPower(journal);

    try (Journal next = Journal.open(settings(directory, Sync.ALWAYS), disk)) {
      assertThat(drain(next)).isEqualTo(range(1, 60));
      assertThat(next.progress().damaged()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void allIsThereOfAJournalThatWasClosed(Sync sync) throws IOException {
    try (Journal journal = Journal.open(settings(directory, sync), disk)) {
      journal.keepNotes(() -> "noted");
      appendAll(journal, 1, 60);
      assertThat(journal.read(10, 100_000, Journals.TEXT)).hasSize(10);
      journal.settle(8, 2);
    }
    assertThat(disk.openFiles()).isZero();
    disk.cutPower(new WorstPowerCut());

    try (Journal next = Journal.open(settings(directory, sync), disk)) {
      assertThat(next.progress()).isEqualTo(new Progress(11, 60, 8, 2, 0));
      assertThat(drain(next)).isEqualTo(range(11, 60));
      assertThat(next.progress().damaged()).isZero();
    }
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void whatWasAcceptedIsSyncedSoonByItself() throws IOException {
    Journal journal = Journal.open(settings(directory), disk);
    appendAll(journal, 1, 60);
    while (acceptedOnDisk() < 60) {
      LockSupport.parkNanos(1_000_000);
    }
    // The cursor is synced after the segments; that round is over once the cursor is written again.
    appendAll(journal, 61, 61);
    while (acceptedOnDisk() < 61) {
      LockSupport.parkNanos(1_000_000);
    }
    cutPower(journal);

    try (Journal next = Journal.open(settings(directory), disk)) {
      assertThat(drain(next)).startsWith(range(1, 60).toArray(Long[]::new));
    }
  }

  private long acceptedOnDisk() throws IOException {
    return Cursor.read(disk, directory).progress().accepted();
  }

  @Test
  void whatIsSettledAndGoneIsNotMissedAfterwards() throws IOException {
    Journal journal = Journal.open(settings(directory), disk);
    appendAll(journal, 1, 200);
    List<Path> before = segments();
    assertThat(drain(journal)).hasSize(200);
    while (segments().contains(before.get(0))) {
      LockSupport.parkNanos(1_000_000);
    }
    cutPower(journal);

    try (LogRecords said = new LogRecords("dev.eventlogger.journal");
        Journal next = Journal.open(settings(directory), disk)) {
      assertThat(next.progress().damaged()).isZero();
      assertThat(next.progress().delivered()).isPositive();
      assertThat(said.messages()).noneMatch(line -> line.contains("missing"));
    }
  }

  private List<Path> segments() {
    return disk.list(directory).stream().filter(path -> Segments.number(path) > 0).toList();
  }

  @Test
  void aTornEndThatWasCutStaysCut() throws IOException {
    Journal journal = Journal.open(settings(directory, Sync.ALWAYS), disk);
    appendAll(journal, 1, 3);
    cutPower(journal);
    Path segment = segments().get(0);
    try (Journal next = Journal.open(settings(directory, Sync.ALWAYS), disk)) {
      assertThat(append(next, 4)).isEqualTo(Appended.WRITTEN);
      cutPower(next);
    }
    assertThat(disk.open(segment).size()).isLessThan(Journals.SEGMENT);

    try (Journal last = Journal.open(settings(directory, Sync.ALWAYS), disk)) {
      assertThat(drain(last)).isEqualTo(range(1, 4));
    }
  }

  @Test
  void noFileStaysOpenThatIsReadOrLookedAt() throws IOException {
    try (Journal journal = Journal.open(settings(directory), disk)) {
      appendAll(journal, 1, 200);
      assertThat(drain(journal)).hasSize(200);
      appendAll(journal, 201, 230);
      int open = disk.openFiles();
      boolean unused = new JournalCheck(disk, directory, RecordDecoder.timeless()).run().isWhole();
      assertThat(disk.openFiles()).isLessThanOrEqualTo(open + 2);
    }
    assertThat(disk.openFiles()).isZero();

    assertThat(new JournalCheck(disk, directory, RecordDecoder.timeless()).run().waiting())
        .isEqualTo(30);
    assertThat(disk.openFiles()).isZero();
  }

  private void cutPower(Journal journal) {
    disk.cutPower(new WorstPowerCut());
    try {
      journal.close();
    } catch (IOException e) {
      // Its process is gone; the lock is free.
    }
  }
}
