package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of one caller that are written together. */
@Timeout(120)
class AppendAllTest {

  private static final Duration PATIENCE = Duration.ofSeconds(100);

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);

  private static List<byte[]> records(long first, long last) {
    return range(first, last).stream().map(Journals::record).toList();
  }

  private Journal largeSegments(Sync sync) throws IOException {
    JournalSettings settings =
        new JournalSettings(directory, sync, Duration.ofMillis(20), 1 << 20, 1 << 16);
    return Journal.open(settings, disk);
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void writesThemInOneGo(Sync sync) throws IOException {
    try (Journal journal = largeSegments(sync)) {
      append(journal, 1);
      int before = disk.segmentWrites();

      assertThat(journal.appendAll(records(2, 51), PATIENCE))
          .isEqualTo(Collections.nCopies(50, Appended.WRITTEN));
      assertThat(disk.segmentWrites() - before).isEqualTo(1);
      assertThat(journal.accepted()).isEqualTo(51);
      assertThat(journal.appendAll(List.of(), PATIENCE)).isEmpty();
      assertThat(drain(journal)).isEqualTo(range(1, 51));
    }
  }

  @Test
  void writesAsFewTimesAsItCanWhatIsLargerThanASegment() throws IOException {
    long bytes = records(1, 100).stream().mapToLong(record -> Frame.HEADER + record.length).sum();
    long segments = bytes / (Journals.SEGMENT - 400) + 1;
    try (Journal journal = Journal.open(settings(directory), disk)) {
      assertThat(journal.appendAll(records(1, 100), PATIENCE))
          .isEqualTo(Collections.nCopies(100, Appended.WRITTEN));

      assertThat(disk.segmentWrites())
          .as("with a header each")
          .isLessThan((int) (2 * segments + 2));
      assertThat(drain(journal)).isEqualTo(range(1, 100));
    }
  }

  @Test
  void whatIsWrittenTogetherFailsTogether() throws IOException {
    try (Journal journal = largeSegments(Sync.ALWAYS)) {
      append(journal, 1);
      disk.failWrites(1);

      assertThat(journal.appendAll(records(2, 9), Duration.ZERO))
          .isEqualTo(Collections.nCopies(8, Appended.FAILED));
      assertThat(append(journal, 10)).isEqualTo(Appended.WRITTEN);
      assertThat(drain(journal)).containsExactly(1L, 10L);
    }
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedAlone() throws IOException {
    List<byte[]> records = new ArrayList<>(records(1, 4));
    records.add(2, new byte[Journals.SEGMENT]);
    try (Journal journal = Journal.open(settings(directory), disk)) {
      assertThat(journal.appendAll(records, PATIENCE))
          .containsExactly(
              Appended.WRITTEN,
              Appended.WRITTEN,
              Appended.FULL,
              Appended.WRITTEN,
              Appended.WRITTEN);
      assertThat(drain(journal)).isEqualTo(range(1, 4));
    }
  }

  @Test
  void takesNoneOnceItIsStopped() throws IOException {
    try (Journal journal = largeSegments(Sync.INTERVAL)) {
      journal.stop();

      assertThat(journal.appendAll(records(1, 2), PATIENCE))
          .containsExactly(Appended.CLOSED, Appended.CLOSED);
    }
  }
}
