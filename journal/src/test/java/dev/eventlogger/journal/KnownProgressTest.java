package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else remembers how far a journal was settled, and had that on disk first. */
@Timeout(60)
class KnownProgressTest {

  @TempDir Path directory;

  @Test
  void whatIsKnownToBeSettledIsNotReadAgain() throws IOException {
    Progress known;
    try (Journal journal = Journal.open(settings())) {
      append(journal, 1, 10);
      assertThat(journal.read(6, 100_000, Journals.TEXT)).hasSize(6);
      known = journal.settling(5, 1);
      // The process ends before the cursor knows of it.
    }

    try (Journal journal = Journal.open(settings(), known)) {
      assertThat(journal.progress().next()).isEqualTo(7);
      assertThat(journal.progress().delivered()).isEqualTo(5);
      assertThat(journal.progress().dead()).isOne();
      assertThat(journal.read(100, 100_000, Journals.TEXT)).hasSize(4);
      assertThat(journal.progress().damaged()).isZero();
    }
  }

  @Test
  void aCursorThatIsFurtherWins() throws IOException {
    Progress known;
    try (Journal journal = Journal.open(settings())) {
      append(journal, 1, 10);
      assertThat(journal.read(3, 100_000, Journals.TEXT)).hasSize(3);
      known = journal.settling(3, 0);
      assertThat(journal.read(5, 100_000, Journals.TEXT)).hasSize(5);
      journal.settle(8, 0);
    }

    try (Journal journal = Journal.open(settings(), known)) {
      assertThat(journal.progress().next()).isEqualTo(9);
      assertThat(journal.read(100, 100_000, Journals.TEXT)).hasSize(2);
    }
  }

  /** A power cut may take records that were delivered, and their numbers with them. */
  @Test
  void noLaterRecordGetsANumberThatWasSettled() throws IOException {
    Progress known;
    try (Journal journal = Journal.open(settings())) {
      append(journal, 1, 10);
      assertThat(journal.read(10, 100_000, Journals.TEXT)).hasSize(10);
      known = journal.settling(10, 0);
    }
    Path other = directory.resolveSibling(directory.getFileName() + "-lost");
    Files.createDirectories(other);

    JournalSettings lost =
        new JournalSettings(other, Sync.INTERVAL, Duration.ofMillis(5), 4 << 20, 32 * 1024);
    try (Journal journal = Journal.open(lost, known)) {
      append(journal, 11, 12);
      assertThat(journal.read(100, 100_000, Journals.TEXT)).hasSize(2);
      assertThat(journal.settling(12, 0).next()).isEqualTo(13);
      assertThat(journal.progress().damaged()).isZero();
      assertThat(journal.accepted()).isEqualTo(12);
    }
  }

  private JournalSettings settings() {
    return new JournalSettings(directory, Sync.INTERVAL, Duration.ofMillis(5), 4 << 20, 32 * 1024);
  }

  private static void append(Journal journal, long from, long to) {
    for (long number = from; number <= to; number++) {
      byte[] record = Journals.record(number);
      assertThat(journal.append(record, record.length, Duration.ofSeconds(5)))
          .isEqualTo(Appended.WRITTEN);
    }
  }
}
