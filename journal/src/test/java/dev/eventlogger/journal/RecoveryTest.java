package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static dev.eventlogger.journal.SegmentFiles.said;
import static dev.eventlogger.journal.SegmentFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does with what it finds. */
class RecoveryTest {

  @TempDir Path directory;
  private final Disk disk = new LocalDisk(FileMode.PRIVATE);
  private Recovery.Found found;

  private List<String> recover() throws IOException {
    return said(
        () -> {
          Recovery recovery = new Recovery(disk, directory, new JournalReports(directory));
          found = recovery.run();
          recovery.deleteBlank();
        });
  }

  private List<Segment> segments() {
    return List.copyOf(found.segments().all());
  }

  private void writeCursor(Progress progress) throws IOException {
    Cursor.open(disk, directory, Cursor.read(disk, directory), progress, 0).close();
  }

  private Path quarantined(String name) {
    return directory.resolve("quarantine").resolve(name);
  }

  @Test
  void anEmptyFolderIsANewJournal() throws IOException {
    assertThat(recover()).isEmpty();

    assertThat(segments()).isEmpty();
    assertThat(found.nextSequence()).isEqualTo(1);
    assertThat(found.nextNumber()).isEqualTo(1);
    assertThat(found.progress()).isEqualTo(Progress.NONE);
  }

  @Test
  void segmentsAreReadInTheOrderOfTheirNumbersAndOthersFollow() throws IOException {
    writeCursor(new Progress(4, 3, 3, 0, 0));
    write(directory, 10, 6, 9);
    write(directory, 9, 1, 5);

    assertThat(recover()).isEmpty();

    assertThat(segments()).extracting(Segment::number).containsExactly(9L, 10L);
    assertThat(segments()).extracting(Segment::first).containsExactly(1L, 6L);
    assertThat(segments()).extracting(Segment::next).containsExactly(6L, 10L);
    assertThat(segments()).allMatch(Segment::isSealed).noneMatch(Segment::isDamaged);
    assertThat(segments().get(1).end()).isEqualTo(Files.size(segments().get(1).path()));
    assertThat(found.nextSequence()).isEqualTo(10);
    assertThat(found.nextNumber()).isEqualTo(11);
    assertThat(found.progress()).isEqualTo(new Progress(4, 3, 3, 0, 0));
  }

  @Test
  void aSegmentsNumberIsTheOneInItAndItsNameIsNotGivenAgain() throws IOException {
    writeCursor(Progress.NONE);
    Files.write(Segments.path(directory, 9), concat(header(4, 1), frames(1, 2)));

    assertThat(recover())
        .singleElement()
        .asString()
        .contains("0000000009.seg is segment 4, by what is in it");

    assertThat(segments()).extracting(Segment::number).containsExactly(4L);
    assertThat(found.nextNumber()).isEqualTo(10);
  }

  @Test
  void aHighNumberInASegmentIsNotGivenAgainEither() throws IOException {
    writeCursor(Progress.NONE);
    Files.write(Segments.path(directory, 2), concat(header(40, 1), frames(1, 2)));

    recover();

    assertThat(found.nextNumber()).isEqualTo(41);
  }

  @Test
  void whatWasNeverWrittenIsDeletedAndWhatIsNotOursStays() throws IOException {
    Files.write(Segments.path(directory, 3), new byte[4096]);
    Files.write(directory.resolve("0000000004.seg.tmp"), new byte[10]);
    Files.write(directory.resolve("notes"), new byte[10]);

    assertThat(recover()).isEmpty();

    assertThat(directory.toFile().list()).containsExactly("notes");
    assertThat(found.nextNumber()).isEqualTo(4);
    assertThat(found.nextSequence()).isEqualTo(1);
  }

  @Test
  void aSecondSegmentOfANumberIsKeptAside() throws IOException {
    writeCursor(Progress.NONE);
    write(directory, 1, 1, 3);
    Path copy = Files.copy(Segments.path(directory, 1), Segments.path(directory, 2));
    byte[] content = Files.readAllBytes(copy);

    assertThat(recover())
        .singleElement()
        .asString()
        .contains("0000000002.seg holds nothing of this journal; kept as ");

    assertThat(segments()).extracting(Segment::number).containsExactly(1L);
    assertThat(copy).doesNotExist();
    assertThat(quarantined("0000000002.seg")).hasBinaryContent(content);
    assertThat(found.nextNumber()).isEqualTo(3);
  }

  @Test
  void aFileWithNothingOfAJournalInItIsKeptAside() throws IOException {
    Files.writeString(Segments.path(directory, 7), "somebody's letter, in the wrong place");

    assertThat(recover()).hasSize(1);

    assertThat(segments()).isEmpty();
    assertThat(quarantined("0000000007.seg")).hasContent("somebody's letter, in the wrong place");
    assertThat(found.nextNumber()).isEqualTo(8);
  }

  @Test
  void recordsWithoutAHeaderAreDeliveredAndTheFileStaysAsItIs() throws IOException {
    writeCursor(new Progress(5, 4, 4, 0, 0));
    byte[] content = concat(header(2, 5), frames(5, 8), new byte[100]);
    content[0] ^= 1;
    Files.write(Segments.path(directory, 2), content);

    assertThat(recover())
        .singleElement()
        .asString()
        .contains("0000000002.seg has lost its header; its records are delivered");

    assertThat(segments()).hasSize(1).allMatch(Segment::isDamaged);
    assertThat(segments().get(0).number()).isEqualTo(2);
    assertThat(segments().get(0).first()).isEqualTo(5);
    assertThat(segments().get(0).next()).isEqualTo(9);
    assertThat(Segments.path(directory, 2)).hasBinaryContent(content);
    assertThat(found.nextSequence()).isEqualTo(9);
  }

  @Test
  void theZerosBehindTheLastRecordAreGivenBackWithoutAWord() throws IOException {
    writeCursor(Progress.NONE);
    byte[] whole = concat(header(1, 1), frames(1, 3));
    Files.write(Segments.path(directory, 1), concat(whole, new byte[10_000]));

    assertThat(recover()).isEmpty();

    assertThat(Segments.path(directory, 1)).hasBinaryContent(whole);
    assertThat(segments().get(0).size()).isEqualTo(whole.length);
    assertThat(segments().get(0).end()).isEqualTo(whole.length);
  }

  @Test
  void aTornRecordAtTheEndIsCutAndSaid() throws IOException {
    writeCursor(Progress.NONE);
    byte[] whole = concat(header(1, 1), frames(1, 3));
    byte[] torn = new byte[20];
    System.arraycopy(frames(4, 4), 0, torn, 0, 20);
    Files.write(Segments.path(directory, 1), concat(whole, torn, new byte[100_000]));

    assertThat(recover())
        .singleElement()
        .asString()
        .startsWith("INFO")
        .contains("0000000001.seg was being written; its torn end is cut");

    assertThat(Segments.path(directory, 1)).hasBinaryContent(whole);
    assertThat(found.nextSequence()).isEqualTo(4);
  }

  @Test
  void aLastSegmentThatIsDamagedIsNotCut() throws IOException {
    writeCursor(Progress.NONE);
    byte[] damaged = frames(2, 2);
    damaged[18] ^= 1;
    byte[] content = concat(header(1, 1), frames(1, 1), damaged, frames(3, 3), new byte[50]);
    Files.write(Segments.path(directory, 1), content);

    recover();

    assertThat(Segments.path(directory, 1)).hasBinaryContent(content);
    assertThat(found.nextSequence()).isEqualTo(4);
  }

  @Test
  void aLastSegmentThatLacksWhatWasAcceptedIsNotCut() throws IOException {
    writeCursor(new Progress(2, 5, 1, 0, 0));
    byte[] content = concat(header(1, 1), frames(1, 3), new byte[50]);
    Files.write(Segments.path(directory, 1), content);

    recover();

    assertThat(Segments.path(directory, 1)).hasBinaryContent(content);
    assertThat(found.nextSequence()).isEqualTo(6);
    assertThat(segments().get(0).next()).isEqualTo(6);
  }

  @Test
  void aSegmentCountsUpToWhereTheNextBegins() throws IOException {
    writeCursor(Progress.NONE);
    write(directory, 1, 1, 6);
    write(directory, 2, 5, 7);
    write(directory, 3, 8, 8);

    recover();

    assertThat(segments()).extracting(Segment::next).containsExactly(5L, 8L, 9L);
    assertThat(segments().get(0).end()).isEqualTo(Files.size(Segments.path(directory, 1)));
  }

  @Test
  void whatWasAcceptedAndIsNowhereIsLost() throws IOException {
    writeCursor(new Progress(4, 9, 2, 1, 0));

    assertThat(recover())
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("all segments are gone; events lost: 6");

    assertThat(found.progress()).isEqualTo(new Progress(10, 9, 2, 1, 6));
    assertThat(found.nextSequence()).isEqualTo(10);
  }

  @Test
  void whereAllIsSettledNothingIsLost() throws IOException {
    writeCursor(new Progress(4, 3, 2, 1, 0));

    assertThat(recover()).isEmpty();

    assertThat(found.progress()).isEqualTo(new Progress(4, 3, 2, 1, 0));
  }

  @Test
  void withoutACursorNothingThatIsThereCountsAsSettled() throws IOException {
    write(directory, 3, 21, 25);

    assertThat(recover()).isEmpty();

    assertThat(found.progress()).isEqualTo(new Progress(21, 20, 20, 0, 0));
  }

  @Test
  void aDamagedCursorIsSaid() throws IOException {
    write(directory, 3, 21, 25);
    writeCursor(new Progress(23, 25, 22, 0, 0));
    Path cursor = directory.resolve(Cursor.FILE);
    byte[] bytes = Files.readAllBytes(cursor);
    bytes[10] ^= 1;
    Files.write(cursor, bytes);
    assertThat(recover()).singleElement().asString().contains("its older half is used");
    assertThat(found.progress()).isEqualTo(new Progress(23, 25, 22, 0, 0));

    bytes[4096 + 10] ^= 1;
    Files.write(cursor, bytes);
    assertThat(recover()).singleElement().asString().contains("the cursor is lost");
    assertThat(found.progress()).isEqualTo(new Progress(21, 20, 20, 0, 0));
  }
}
