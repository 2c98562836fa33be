package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk on which parts of a journal cannot be read (EIO). */
@Timeout(600)
class UnreadableDiskTest {

  private static final int SEGMENT = 64 * 1024;
  private static final int PAGE = 4096;

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);

  @Test
  void waitsForADiskThatIsReadAgainSoonAndLosesNothing() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 1000);
      disk.cannotRead(segment(1), 2 * PAGE, 3 * PAGE);
      for (int i = 0; i < Segment.MOST_FAILED_READS - 1; i++) {
        assertThatIOException().isThrownBy(() -> journal.read(1000, 10_000_000, Journals.TEXT));
      }
      disk.canRead();

      assertThat(drain(journal)).isEqualTo(range(1, 1000));
      assertThat(journal.progress().damaged()).isZero();
    }
  }

  @Test
  void deliversWhatCanBeReadOfADiskThatFailsForGoodAndKeepsTheFile() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 1000);
      disk.cannotRead(segment(1), 2 * PAGE, 3 * PAGE);

      List<Long> delivered = drainWhateverFails(journal);

      Progress progress = journal.progress();
      assertThat(delivered).hasSizeBetween(900, 999).isSorted().doesNotHaveDuplicates();
      assertThat(progress.damaged()).isEqualTo(1000 - delivered.size());
      assertThat(progress.next()).isEqualTo(1001);
      appendAll(journal, 1001, 1010);
      assertThat(drain(journal)).isEqualTo(range(1001, 1010));
    }
    assertThat(disk.list(directory.resolve(Quarantine.DIRECTORY)))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("0000000001.seg");
  }

  @Test
  void stepsOverAFileOfWhichNothingCanBeRead() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 1000);
      disk.cannotRead(segment(1), 0, SEGMENT);

      List<Long> delivered = drainWhateverFails(journal);

      assertThat(delivered).isNotEmpty().isSorted();
      assertThat(delivered.get(delivered.size() - 1)).isEqualTo(1000);
      assertThat(journal.progress().damaged()).isEqualTo(delivered.get(0) - 1);
    }
  }

  @Test
  void startsThoughTheBeginningOfAFileCannotBeReadAndDeletesNothing() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 1000);
    }
    disk.cannotRead(segment(1), 0, PAGE);

    try (Journal journal = open()) {
      List<Long> delivered = drainWhateverFails(journal);

      assertThat(delivered).hasSizeBetween(950, 999);
      assertThat(journal.progress().damaged()).isEqualTo(1000 - delivered.size());
    }
    assertThat(disk.list(directory.resolve(Quarantine.DIRECTORY))).hasSize(1);
  }

  @Test
  void startsWithoutACursorThatCannotBeReadAndRepeatsInsteadOfLosing() throws IOException {
    try (Journal journal = open()) {
      appendAll(journal, 1, 1000);
      Journals.settle(journal, journal.read(10, 1_000_000, Journals.TEXT).size());
    }
    disk.cannotRead(directory.resolve(Cursor.FILE), 0, 2 * PAGE);

    try (Journal journal = open()) {
      assertThat(drain(journal)).isEqualTo(range(1, 1000));
    }
  }

  /** Does what the log's thread does: tries again, but without its pause. */
  private static List<Long> drainWhateverFails(Journal journal) throws IOException {
    List<Long> numbers = new ArrayList<>();
    int failures = 0;
    while (journal.waiting() > 0) {
      try {
        List<String> events = journal.read(7, 2000, Journals.TEXT);
        events.forEach(event -> numbers.add(Journals.number(event)));
        Journals.settle(journal, events.size());
      } catch (IOException e) {
        failures++;
      }
    }
    assertThat(failures).isLessThanOrEqualTo(Segment.MOST_FAILED_READS);
    return numbers;
  }

  private Journal open() throws IOException {
    return Journal.open(
        new JournalSettings(directory, Sync.INTERVAL, Duration.ofMillis(20), 4 << 20, SEGMENT),
        disk);
  }

  private Path segment(long number) {
    return Segments.path(directory, number);
  }
}
