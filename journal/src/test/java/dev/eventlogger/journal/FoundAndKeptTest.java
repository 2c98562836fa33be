package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start and a repair do with the files that they find survives a power cut. */
class FoundAndKeptTest {

  private static final String PERSIAN =
      "\u06F0\u06F0\u06F0\u06F0\u06F0\u06F0\u06F0\u06F0\u06F0\u06F1.seg";
  private static final String ARABIC =
      "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661.seg";

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final LogRecords said = new LogRecords("dev.eventlogger.journal");

  @AfterEach
  void stopListening() {
    said.close();
  }

  private void put(Path path, byte[]... parts) throws IOException {
    byte[] bytes = concat(parts);
    try (DiskFile file = disk.create(path)) {
      file.write(0, bytes, 0, bytes.length);
      file.sync();
    }
    disk.syncDirectory(directory);
  }

  private Recovery.Found recover() throws IOException {
    return new Recovery(disk, directory, new JournalReports(directory)).run();
  }

  private List<SegmentSurvey> surveyAfterAPowerCut() throws IOException {
    assertThat(disk.openFiles()).isZero();
    disk.cutPower(new WorstPowerCut());
    return SegmentSurvey.all(disk, directory);
  }

  @Test
  void aSegmentThatGotItsNameHasIt() throws IOException {
    put(directory.resolve(PERSIAN), header(1, 1), frames(1, 5));

    Recovery.Found found = recover();

    assertThat(found.nextSequence()).isEqualTo(6);
    assertThat(said.messages())
        .containsExactly(
            "journal "
                + directory
                + ": segments that were named in other digits have got their names: 1");
    assertThat(surveyAfterAPowerCut())
        .singleElement()
        .satisfies(survey -> assertThat(survey.path()).isEqualTo(Segments.path(directory, 1)))
        .satisfies(survey -> assertThat(survey.records()).isEqualTo(5));
  }

  @Test
  void twoOfOneNumberAreNotOneRunAndAreBothCopied() throws IOException {
    put(directory.resolve(PERSIAN), header(1, 6), frames(6, 9));
    put(directory.resolve(ARABIC), header(1, 1), frames(1, 5));

    Recovery.Found found = recover();

    assertThat(found.nextSequence()).isEqualTo(10);
    assertThat(found.segments().all()).hasSize(2);
    assertThat(said.messages())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("was named in other digits and lost"));
    List<SegmentSurvey> surveys = surveyAfterAPowerCut();
    assertThat(surveys.stream().map(SegmentSurvey::path))
        .containsExactly(Segments.path(directory, 1), Segments.path(directory, 2));
    assertThat(surveys).allMatch(SegmentSurvey::hasHeader);
    assertThat(surveys.stream().map(SegmentSurvey::records)).containsExactly(5L, 4L);
  }

  @Test
  void ofOneThatIsDamagedWhatIsWholeIsCopiedAndTheFileIsKept() throws IOException {
    byte[] frames = frames(1, 5);
    frames[Frame.HEADER + 2] ^= 1;
    put(directory.resolve(PERSIAN), header(1, 1), frames);
    put(Segments.path(directory, 2), header(2, 6), frames(6, 9));

    Recovery.Found found = recover();

    assertThat(found.segments().all()).hasSize(2);
    Path kept = directory.resolve(Quarantine.DIRECTORY).resolve(PERSIAN);
    assertThat(said.messages())
        .contains("journal " + directory + ": " + PERSIAN + " is damaged; it is kept as " + kept);
    List<SegmentSurvey> surveys = surveyAfterAPowerCut();
    assertThat(surveys.stream().map(SegmentSurvey::records)).containsExactly(4L, 4L);
    assertThat(disk.list(directory)).doesNotContain(directory.resolve(PERSIAN));
    assertThat(disk.isFile(kept)).isTrue();
  }

  @Test
  void oneInOtherDigitsThatHoldsNoRecordsIsDeletedWithoutAWord() throws IOException {
    put(directory.resolve(PERSIAN), header(1, 6));
    put(Segments.path(directory, 2), header(2, 1), frames(1, 5));

    Recovery.Found found = recover();

    assertThat(found.segments().all()).hasSize(1);
    assertThat(found.nextNumber()).isEqualTo(3);
    assertThat(said.messages()).isEmpty();
    assertThat(disk.list(directory)).containsExactly(Segments.path(directory, 2));
  }

  @Test
  void segmentsAreTakenInTheOrderOfWhatIsInThem() throws IOException {
    put(Segments.path(directory, 1), header(3, 6), frames(6, 9));
    put(Segments.path(directory, 2), header(2, 1), frames(1, 5));

    Recovery.Found found = recover();

    assertThat(found.segments().all().stream().map(Segment::next)).containsExactly(6L, 10L);
    assertThat(found.nextNumber()).isEqualTo(4);
    assertThat(found.segments().newestNumber()).isEqualTo(3);
  }

  @Test
  void aTornEndIsCutForGood() throws IOException {
    byte[] torn = frames(4, 4);
    torn[torn.length - 1] ^= 1;
    put(Segments.path(directory, 1), header(1, 1), frames(1, 3), torn);

    Segment cut = recover().segments().first();

    assertThat(cut.size()).isEqualTo(cut.end());
    disk.cutPower(new WorstPowerCut());
    try (DiskFile file = disk.openToRead(cut.path())) {
      assertThat(file.size()).isEqualTo(cut.end());
    }
  }

  @Test
  void aRepairedSegmentAndTheDamagedOneAreBothThere() throws IOException {
    byte[] frames = frames(1, 5);
    frames[Frame.HEADER + 2] ^= 1;
    Path path = Segments.path(directory, 1);
    put(path, header(1, 1), frames);

    assertThat(new JournalRepair(disk, directory).run())
        .singleElement()
        .asString()
        .contains("4 events kept, 1 lost");

    assertThat(surveyAfterAPowerCut())
        .singleElement()
        .satisfies(survey -> assertThat(survey.hasHeader()).isTrue())
        .satisfies(survey -> assertThat(survey.records()).isEqualTo(4));
    Path kept = directory.resolve(Quarantine.DIRECTORY).resolve(path.getFileName());
    byte[] whole = concat(header(1, 1), frames);
    byte[] read = new byte[whole.length + 1];
    try (DiskFile file = disk.openToRead(kept)) {
      assertThat(file.read(0, read, 0, read.length)).isEqualTo(whole.length);
      assertThat(read).startsWith(whole);
    }
  }

  @Test
  void aCursorIsWrittenAnewFromTheHalfThatIsWhole() throws IOException {
    Progress progress = new Progress(6, 9, 4, 1, 0);
    Cursor.open(disk, directory, Cursor.read(disk, directory), progress, 3).close();
    try (DiskFile file = disk.open(directory.resolve(Cursor.FILE))) {
      file.write(20, new byte[] {1, 2, 3}, 0, 3);
      file.sync();
    }
    assertThat(Cursor.read(disk, directory).isDamaged()).isTrue();

    assertThat(new JournalRepair(disk, directory).run())
        .containsExactly("cursor: written anew from the half that is whole");

    assertThat(disk.openFiles()).isZero();
    Cursor.Reading reading = Cursor.read(disk, directory);
    assertThat(reading.isDamaged()).isFalse();
    assertThat(reading.progress()).isEqualTo(progress);
    assertThat(reading.newest()).isEqualTo(3);
  }
}
