package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a journal, what a quick look counts in it, and how its files are written. */
class JournalFilesEdgesTest {

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectory(parent.resolve("log"));
  }

  private Map<Path, Long> forgotten() throws IOException {
    return JournalFiles.forgotten(parent, Set.of());
  }

  private void writeCursor(Progress progress) throws IOException {
    Disk disk = new LocalDisk(FileMode.PRIVATE);
    Cursor.open(disk, directory, Cursor.read(disk, directory), progress, 1).close();
  }

  @Test
  void aJournalIsAFolderWithACursorOrASegment() throws IOException {
    assertThat(JournalFiles.isJournal(directory)).isFalse();
    Files.writeString(directory.resolve("notes"), "{}");
    Files.writeString(directory.resolve("0000000000.seg"), "");
    assertThat(JournalFiles.isJournal(directory)).isFalse();
    assertThat(JournalFiles.isJournal(directory.resolve("notes"))).isFalse();

    Files.writeString(directory.resolve("0000000001.seg"), "");
    assertThat(JournalFiles.isJournal(directory)).isTrue();
    Files.delete(directory.resolve("0000000001.seg"));
    Files.writeString(directory.resolve("cursor"), "");
    assertThat(JournalFiles.isJournal(directory)).isTrue();
  }

  @Test
  void ofAForgottenOneWhatWaitsIsWhatWasAcceptedAndNotSettled() throws IOException {
    writeCursor(new Progress(11, 20, 10, 0, 0));
    assertThat(forgotten()).isEqualTo(Map.of(directory, 10L));

    SegmentFiles.write(directory, 1, 1, 20);
    SegmentFiles.write(directory, 2, 21, 25);
    Files.createDirectory(directory.resolve("0000000009.seg"));
    assertThat(forgotten())
        .as("the begin of the newest says more")
        .isEqualTo(Map.of(directory, 11L));

    Files.write(directory.resolve("0000000003.seg"), header(3, 31));
    assertThat(forgotten()).as("where it has no record yet").isEqualTo(Map.of(directory, 20L));
  }

  @Test
  void aForgottenOneOfWhichAllIsSettledIsNotNamed() throws IOException {
    writeCursor(new Progress(21, 20, 20, 0, 0));

    assertThat(forgotten()).isEmpty();
  }

  @Test
  void withoutACursorAllOfAForgottenOneWaitsFromItsFirstSegmentOn() throws IOException {
    Files.writeString(directory.resolve("cursor"), "");
    assertThat(forgotten()).isEmpty();

    SegmentFiles.write(directory, 3, 41, 50);
    SegmentFiles.write(directory, 4, 51, 60);
    assertThat(forgotten()).isEqualTo(Map.of(directory, 11L));

    byte[] first = Files.readAllBytes(Segments.path(directory, 3));
    first[8] ^= 1;
    Files.write(Segments.path(directory, 3), first);
    assertThat(forgotten()).as("nobody knows where it begins").isEqualTo(Map.of(directory, 1L));
  }

  @Test
  void itsBytesAreThoseOfItsSegments() throws IOException {
    long bytes =
        Files.size(SegmentFiles.write(directory, 1, 1, 20))
            + Files.size(SegmentFiles.write(directory, 2, 21, 25));
    writeCursor(new Progress(1, 25, 0, 0, 0));
    Files.writeString(directory.resolve("notes"), "noted");

    JournalCondition condition = new JournalFiles(directory).condition();

    assertThat(condition.bytes()).isEqualTo(bytes);
    assertThat(condition.finding().waiting()).isEqualTo(25);
    assertThat(condition.isOpen()).isFalse();
  }

  @Test
  void aJournalHoldsTwoSegmentsAtLeast() {
    Duration each = Duration.ofNanos(1);

    assertThat(new JournalSettings(directory, Sync.ALWAYS, each, 8192, 4096).journalBytes())
        .isEqualTo(8192);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JournalSettings(directory, Sync.ALWAYS, each, 8191, 4096))
        .withMessage("journal_bytes must be at least twice segment_bytes, 4096");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JournalSettings(directory, Sync.ALWAYS, Duration.ZERO, 8192, 4096))
        .withMessage("sync_interval must be more than 0");
  }

  @Test
  void whereAWriteEndsIsKnownToTheNext() throws IOException {
    Disk disk = new LocalDisk(FileMode.PRIVATE);
    Path path = directory.resolve("file");
    disk.create(path).close();
    try (DiskFile file = disk.openSynced(path)) {
      file.write(10, new byte[] {1, 2, 3, 4}, 0, 4);
      file.write(6, new byte[] {5}, 0, 1);
      byte[] read = new byte[4];
      assertThat(file.read(8, read, 0, 4)).isEqualTo(4);
      file.write(4, new byte[] {6}, 0, 1);
    }

    assertThat(path).hasBinaryContent(new byte[] {0, 0, 0, 0, 6, 0, 5, 0, 0, 0, 1, 2, 3, 4});
  }

  @Test
  void aLinkIsNotFollowedHoweverItIsOpened() throws IOException {
    Disk disk = new LocalDisk(FileMode.PRIVATE);
    Path target = Files.writeString(parent.resolve("target"), "somebody else's");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);

    for (Opening opening : new Opening[] {disk::open, disk::openSynced, disk::openToRead}) {
      assertThatThrownBy(() -> opening.open(link))
          .isInstanceOf(IOException.class)
          .hasMessage(link + ": is no file, or a link, which is not followed; remove it");
    }
  }

  /** A way to open a file. */
  private interface Opening {
    DiskFile open(Path path) throws IOException;
  }
}
