package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600)
class FailingDiskTest {

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);

  @ParameterizedTest
  @EnumSource(Sync.class)
  void acknowledgesNothingThatWasNotWritten(Sync sync) throws IOException {
    List<Long> accepted = new ArrayList<>();
    List<Appended> refused = new ArrayList<>();
    try (Journal journal = Journal.open(settings(directory, sync), disk)) {
      for (long number = 1; number <= 200; number++) {
        if (number % 20 == 0) {
          disk.failWrites(1);
        }
        Appended outcome = append(journal, number);
        if (outcome == Appended.WRITTEN) {
          accepted.add(number);
        } else {
          refused.add(outcome);
        }
      }
      assertThat(refused).isNotEmpty().containsOnly(Appended.FAILED);
      assertThat(drain(journal)).isEqualTo(accepted);
      assertThat(journal.progress().damaged()).isZero();
    }
  }

  @Test
  void aRefusedRecordIsNotSeenByTheNextProcessEither() throws IOException {
    Journal journal = Journal.open(settings(directory, Sync.ALWAYS), disk);
    appendAll(journal, 1, 5);
    disk.failWrites(1);
    assertThat(append(journal, 6)).isEqualTo(Appended.FAILED);
    appendAll(journal, 7, 9);
    disk.cutPower(new Random(1));
    closeAfterTheEnd(journal);

    try (Journal next = Journal.open(settings(directory, Sync.ALWAYS), disk)) {
      assertThat(drain(next)).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L);
      assertThat(next.progress().damaged()).isZero();
    }
  }

  @Test
  void goesOnByItselfWhenADiskThatWasFullHasRoom() throws IOException {
    try (Journal journal = Journal.open(settings(directory), disk)) {
      appendAll(journal, 1, 5);
      disk.hasRoomFor(0);
      long number = 6;
      while (append(journal, number) == Appended.WRITTEN) {
        number++;
      }
      long refused = number;
      assertThat(append(journal, refused)).isEqualTo(Appended.FAILED);
      disk.hasRoomFor(Long.MAX_VALUE);
      byte[] record = Journals.record(refused);

      assertThat(journal.append(record, record.length, Duration.ofSeconds(100)))
          .isEqualTo(Appended.WRITTEN);
      assertThat(drain(journal)).isEqualTo(range(1, refused));
    }
  }

  @Test
  void writesNoMoreToAFileThatCouldNotBeSynced() throws IOException {
    try (Journal journal = Journal.open(settings(directory), disk)) {
      appendAll(journal, 1, 3);
      disk.failSyncs(1);
      while (disk.hasFailingSyncs()) {
        LockSupport.parkNanos(1_000_000);
      }
      List<Path> before = disk.list(directory);
      long number = 4;
      // Maintenance notes the failure a moment after the disk fails.
      while (disk.list(directory).equals(before)) {
        appendAll(journal, number, number);
        number++;
      }

      assertThat(drain(journal)).isEqualTo(range(1, number - 1));
    }
  }

  private static void closeAfterTheEnd(Journal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      // Its process is gone; the lock is free.
    }
  }
}
