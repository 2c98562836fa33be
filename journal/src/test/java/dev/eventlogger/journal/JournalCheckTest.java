package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frame;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static dev.eventlogger.journal.SegmentFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check reports of a journal, line by line, and what a repair does about it. */
class JournalCheckTest {

  @TempDir Path directory;
  private final Disk disk = new LocalDisk(FileMode.PRIVATE);

  private JournalFiles.Finding check() throws IOException {
    return new JournalFiles(directory).check();
  }

  private void cursor(long next, long accepted, long newest) throws IOException {
    Progress progress = new Progress(next, accepted, next - 1, 0, 0);
    Cursor.open(disk, directory, Cursor.read(disk, directory), progress, newest).close();
  }

  @Test
  void saysNothingIsWrongWithWholeSegments() throws IOException {
    write(directory, 1, 1, 5);
    write(directory, 2, 6, 9);
    cursor(3, 9, 2);

    assertThat(check().lines())
        .containsExactly(
            "cursor: whole; Progress[next=3, accepted=9, delivered=2, dead=0, damaged=0]",
            "0000000001.seg: 5 events, 1 to 5",
            "0000000002.seg: 4 events, 6 to 9",
            "waiting: 7 events");
    assertThat(check().isWhole()).isTrue();
    assertThat(check().waiting()).isEqualTo(7);
    assertThat(check().oldest()).isNull();
  }

  @Test
  void theOldestIsTheFirstThatWaits() throws IOException {
    write(directory, 1, 1, 5);
    cursor(3, 5, 1);
    RecordDecoder<Optional<Instant>> time =
        (bytes, offset, length) -> Optional.of(Instant.ofEpochSecond(bytes[offset + 5] - '0'));

    JournalFiles.Finding finding = new JournalCheck(disk, directory, time).run();

    assertThat(finding.waiting()).isEqualTo(3);
    assertThat(finding.oldest()).isEqualTo(Instant.ofEpochSecond(3));
  }

  @Test
  void aSegmentWithoutRecordsIsSaidToHoldNone() throws IOException {
    Files.write(Segments.path(directory, 1), header(1, 1));
    cursor(1, 0, 1);

    assertThat(check().lines())
        .containsExactly(
            "cursor: whole; Progress[next=1, accepted=0, delivered=0, dead=0, damaged=0]",
            "0000000001.seg: 0 events",
            "waiting: 0 events");
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void anEmptyFolderIsAWholeJournalWithNothingInIt() throws IOException {
    assertThat(check().lines())
        .containsExactly(
            "cursor: none; Progress[next=1, accepted=0, delivered=0, dead=0, damaged=0]",
            "waiting: 0 events");
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void withoutACursorNothingOfWhatIsThereIsSettled() throws IOException {
    write(directory, 4, 6, 9);

    assertThat(check().lines())
        .startsWith("cursor: none; Progress[next=6, accepted=5, delivered=5, dead=0, damaged=0]")
        .endsWith("waiting: 4 events");
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void saysThatHalfOfTheCursorIsDamaged() throws IOException {
    write(directory, 1, 1, 5);
    cursor(3, 5, 1);
    Path file = directory.resolve(Cursor.FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);

    assertThat(check().lines()).first().asString().startsWith("cursor: damaged; Progress[next=3,");
    assertThat(check().isWhole()).isFalse();
    assertThat(new JournalFiles(directory).repair())
        .containsExactly("cursor: written anew from the half that is whole");
    assertThat(check().isWhole()).isTrue();
    assertThat(check().progress()).isEqualTo(new Progress(3, 5, 2, 0, 0));
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(1);
  }

  @Test
  void aCursorOfWhichNothingIsWholeIsLeftToTheNextStart() throws IOException {
    Files.write(directory.resolve(Cursor.FILE), new byte[8192]);

    assertThat(new JournalFiles(directory).repair()).containsExactly("nothing to repair");
  }

  @Test
  void saysWhatIsMissingBetweenAndAfterSegments() throws IOException {
    write(directory, 1, 1, 5);
    write(directory, 2, 8, 9);
    cursor(1, 12, 2);

    assertThat(check().lines())
        .containsSubsequence(
            "0000000001.seg: 5 events, 1 to 5",
            "missing: 2 events before the next file",
            "0000000002.seg: 2 events, 8 to 9",
            "missing: 3 events at the end");
    assertThat(check().isWhole()).isFalse();
    assertThat(check().waiting()).isEqualTo(7);
  }

  @Test
  void saysOnlyThatTheEndIsMissingWhereItIs() throws IOException {
    write(directory, 1, 1, 5);
    cursor(1, 6, 1);
    assertThat(check().lines()).contains("missing: 1 events at the end");
    assertThat(check().isWhole()).isFalse();

    cursor(1, 5, 1);
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void saysThatTheNewestFileIsMissing() throws IOException {
    write(directory, 1, 1, 5);
    cursor(1, 5, 2);

    assertThat(check().lines()).contains("missing: 0000000002.seg, the newest file");
    assertThat(check().isWhole()).isFalse();
    Files.write(directory.resolve("0000000002.seg"), new byte[100]);
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void saysWhatIsNoFileAndThatTheNextStartSetsItAside() throws IOException {
    Files.createDirectory(directory.resolve("0000000003.seg"));

    assertThat(check().lines())
        .contains("0000000003.seg: is no file, or a link; the next start sets it aside");
    assertThat(check().isWhole()).isFalse();
  }

  @Test
  void aTornEndIsDamageUnlessItIsTheLast() throws IOException {
    byte[] torn = concat(header(1, 1), frames(1, 5), new byte[] {0, 0, 0, 8, 1, 2, 3});
    Files.write(directory.resolve("0000000001.seg"), torn);
    cursor(1, 5, 1);
    assertThat(check().lines())
        .contains(
            "0000000001.seg: 5 events, 1 to 5; its end is torn, as a killed process leaves it");
    assertThat(check().isWhole()).isTrue();

    write(directory, 2, 6, 9);
    assertThat(check().lines()).contains("0000000001.seg: 5 events, 1 to 5; its end is damaged");
    assertThat(check().isWhole()).isFalse();
  }

  @Test
  void aHeaderThatIsDamagedIsSaidAndRepaired() throws IOException {
    Path path = write(directory, 1, 4, 6);
    byte[] bytes = Files.readAllBytes(path);
    bytes[3] ^= 1;
    Files.write(path, bytes);
    cursor(4, 6, 1);

    assertThat(check().lines()).contains("0000000001.seg: 3 events, 4 to 6; its header is damaged");
    assertThat(check().isWhole()).isFalse();
    Path kept = directory.resolve("quarantine/0000000001.seg");
    assertThat(new JournalFiles(directory).repair())
        .containsExactly("0000000001.seg: 3 events kept, 0 lost; the damaged file is " + kept);
    assertThat(kept).hasBinaryContent(bytes);
    assertThat(path).hasBinaryContent(concat(header(1, 4), frames(4, 6)));
    assertThat(check().isWhole()).isTrue();
  }

  @Test
  void damageBetweenRecordsThatCostsNoneIsSaidAndRepaired() throws IOException {
    Path path = Segments.path(directory, 1);
    Files.write(path, concat(header(1, 1), frames(1, 2), new byte[] {7, 7, 7}, frames(3, 5)));
    cursor(1, 5, 1);

    assertThat(check().lines())
        .contains("0000000001.seg: 5 events, 1 to 5; damaged, missing: 0 events");
    assertThat(check().isWhole()).isFalse();
    assertThat(new JournalFiles(directory).repair()).singleElement().asString().contains("0 lost");
    assertThat(path).hasBinaryContent(concat(header(1, 1), frames(1, 5)));
  }

  @Test
  void recordsThatAreMissingInsideASegmentAreSaidThoughNothingStandsThere() throws IOException {
    Path path = Segments.path(directory, 1);
    Files.write(path, concat(header(1, 1), frames(1, 2), frames(5, 6)));
    cursor(1, 6, 1);

    assertThat(check().lines())
        .contains("0000000001.seg: 4 events, 1 to 6; damaged, missing: 2 events");
    assertThat(check().isWhole()).isFalse();
  }

  @Test
  void whatASegmentHoldsBeyondTheNextsBeginDoesNotWait() throws IOException {
    Files.write(
        Segments.path(directory, 1),
        concat(header(1, 1), frames(1, 5), frame(6, "{\"n\":66}"), frame(7, "{\"n\":77}")));
    write(directory, 2, 6, 9);
    cursor(1, 9, 2);

    assertThat(check().waiting()).isEqualTo(9);
    List<String> dumped = new ArrayList<>();
    new JournalFiles(directory).dump(true, Journals.TEXT, dumped::add);
    assertThat(dumped).hasSize(9).doesNotContain("{\"n\":66}", "{\"n\":77}");
  }

  @Test
  void theConditionSaysWhatIsBesideTheSegments() throws IOException {
    write(directory, 1, 1, 5);
    long bytes = Files.size(Segments.path(directory, 1));
    Files.write(directory.resolve("0000000002.seg"), new byte[100]);
    Files.createDirectory(directory.resolve("quarantine"));
    Files.writeString(directory.resolve("quarantine/a"), "");
    Files.writeString(directory.resolve("owner"), "4711\n");

    JournalCondition condition = new JournalFiles(directory).condition();

    assertThat(condition.isOpen()).isFalse();
    assertThat(condition.process()).isEqualTo("4711");
    assertThat(condition.bytes()).isEqualTo(bytes + 100);
    assertThat(condition.notes()).isEmpty();
    assertThat(condition.notedAt()).isNull();
    assertThat(condition.quarantined()).isEqualTo(1);
  }

  @Test
  void aFolderIsAJournalByItsCursorOrASegment() throws IOException {
    assertThat(JournalFiles.isJournal(directory.resolve("none"))).isFalse();
    assertThat(JournalFiles.isJournal(directory)).isFalse();
    Path file = Files.writeString(directory.resolve("notes"), "noted");
    assertThat(JournalFiles.isJournal(directory)).isFalse();
    assertThat(JournalFiles.isJournal(file)).isFalse();
    Path segment = write(directory, 1, 1, 1);
    assertThat(JournalFiles.isJournal(directory)).isTrue();
    Files.delete(segment);
    Files.write(directory.resolve("cursor"), new byte[1]);
    assertThat(JournalFiles.isJournal(directory)).isTrue();
  }
}
