package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts of a journal, each by itself. */
class JournalPartsTest {

  @TempDir Path directory;
  private final Disk disk = new LocalDisk(FileMode.PRIVATE);

  @Test
  void aSegmentIsNamedByItsNumber() {
    assertThat(Segments.path(directory, 42).getFileName()).hasToString("0000000042.seg");
    assertThat(Segments.number(Path.of("0000000042.seg"))).isEqualTo(42);
    assertThat(Segments.number(Path.of("99999999999.seg"))).isEqualTo(99_999_999_999L);
    assertThat(Segments.number(Path.of("0000000042.seg.tmp"))).isZero();
    assertThat(Segments.number(Path.of("000000042.seg"))).isZero();
    assertThat(Segments.hasOwnName(Path.of("0000000042.seg"))).isTrue();
    assertThat(Segments.hasOwnName(Path.of("00000000042.seg"))).isFalse();
    assertThat(Segments.isUnfinished(Path.of("0000000042.seg.tmp"))).isTrue();
    assertThat(Segments.isUnfinished(Path.of("0000000042.seg"))).isFalse();
  }

  @Test
  void segmentsAreKeptInTheirOrder() {
    Segments segments = new Segments();
    assertThat(segments.first()).isNull();
    Segment third = segment(3, 21, 30, 100);
    Segment first = segment(1, 1, 10, 200);
    Segment second = segment(2, 11, 20, 50);
    List.of(third, first, second).forEach(segments::add);

    assertThat(segments.all()).containsExactly(first, second, third);
    assertThat(segments.first()).isSameAs(first);
    assertThat(segments.after(first)).isSameAs(second);
    assertThat(segments.after(third)).isNull();
    assertThat(segments.size()).isEqualTo(350);
    assertThat(segments.firstUnsettled(10)).isSameAs(first);
    assertThat(segments.firstUnsettled(11)).isSameAs(second);
    assertThat(segments.firstUnsettled(31)).isNull();

    segments.remove(first);
    assertThat(segments.first()).isSameAs(second);
  }

  private Segment segment(long number, long first, long last, long size) {
    Segment segment = Segment.found(number, Segments.path(directory, number), first, size);
    segment.endAt(last + 1, size);
    return segment;
  }

  @Test
  void aSegmentThatIsWrittenIsUnsettledWhateverWasRead() throws IOException {
    Segments segments = new Segments();
    Path path = Segments.path(directory, 1);
    Segment segment =
        Segment.of(new SpareSegments.Spare(1, path, disk.create(path), 1000, path), 1);
    segments.add(segment);

    assertThat(segments.firstUnsettled(100)).isSameAs(segment);
    segment.seal();
    assertThat(segments.firstUnsettled(100)).isNull();
  }

  @Test
  void aSegmentTakesWhatFitsUntilItIsSealedAndGivesTheRestBack() throws IOException {
    Path path = Segments.path(directory, 1);
    DiskFile file = disk.create(path);
    file.write(0, new byte[100], 0, 100);
    Segment segment = Segment.of(new SpareSegments.Spare(1, path, file, 100, path), 7);
    segment.begin();
    assertThat(segment.size()).isEqualTo(100);
    assertThat(segment.next()).isEqualTo(7);
    assertThat(segment.fits(100 - SegmentHeader.BYTES)).isTrue();
    assertThat(segment.fits(100 - SegmentHeader.BYTES + 1)).isFalse();
    assertThat(segment.isSealed()).isFalse();

    segment.append(new byte[] {1, 2, 3, 4}, 3, 9);
    assertThat(segment.next()).isEqualTo(9);
    assertThat(segment.end()).isEqualTo(SegmentHeader.BYTES + 3);
    segment.seal();
    segment.cut();

    assertThat(segment.isSealed()).isTrue();
    assertThat(segment.size()).isEqualTo(SegmentHeader.BYTES + 3);
    assertThat(Files.readAllBytes(path))
        .startsWith(new SegmentHeader(1, 7).toBytes())
        .endsWith(1, 2, 3)
        .hasSize(SegmentHeader.BYTES + 3);
    assertThatThrownBy(() -> segment.append(new byte[1], 1, 10)).hasMessageContaining("is sealed");
    segment.sync();
    assertThatThrownBy(() -> file.size()).isInstanceOf(IOException.class);
  }

  @Test
  void aSegmentIsGivenUpAfterAHundredFailedReadsInARow() {
    Segment segment = segment(1, 1, 2, 100);
    for (int i = 1; i < Segment.MOST_FAILED_READS; i++) {
      assertThat(segment.failsTooOften()).isFalse();
    }
    segment.wasRead();
    for (int i = 1; i < Segment.MOST_FAILED_READS; i++) {
      assertThat(segment.failsTooOften()).isFalse();
    }
    assertThat(segment.isGivenUp()).isFalse();
    assertThat(segment.failsTooOften()).isTrue();
    assertThat(segment.isGivenUp()).isTrue();
  }

  @Test
  void aSegmentThatWasNotSyncedSaysSo() {
    Segment segment = segment(1, 1, 2, 100);
    assertThat(segment.isUnsynced()).isFalse();

    segment.markUnsynced();

    assertThat(segment.isUnsynced()).isTrue();
  }

  @Test
  void aHeaderIsReadOnlyIfEachBitIsRight() {
    byte[] header = new SegmentHeader(5, 77).toBytes();
    assertThat(SegmentHeader.parse(header)).isEqualTo(new SegmentHeader(5, 77));
    for (int bit = 0; bit < 8 * header.length; bit++) {
      byte[] other = header.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SegmentHeader.parse(other)).as("bit %d", bit).isNull();
    }
    assertThat(SegmentHeader.parse(new byte[SegmentHeader.BYTES - 1])).isNull();
  }

  @Test
  void aRoundGrowsWithItsRecordsUpToItsMost() {
    RecordGroup group = new RecordGroup(200_000);
    assertThat(group.isEmpty()).isTrue();
    assertThat(group.fits(1_000_000)).isTrue();
    byte[] record = "x".repeat(99_984).getBytes(UTF_8);
    group.add(record, record.length);
    assertThat(group.isEmpty()).isFalse();
    assertThat(group.fits(record.length)).isTrue();
    assertThat(group.fits(record.length + 1)).isFalse();
    group.add(record, record.length);

    assertThat(group.length()).isEqualTo(200_000);
    assertThat(group.seal(7)).isEqualTo(9);
    assertThat(Frame.sequence(group.bytes(), 0)).isEqualTo(7);
    assertThat(Frame.sequence(group.bytes(), 100_000)).isEqualTo(8);
    assertThat(Frame.isWhole(group.bytes(), 100_000, record.length)).isTrue();
    assertThat(group.outcome()).isNull();
    group.end(Appended.WRITTEN);
    assertThat(group.outcome()).isEqualTo(Appended.WRITTEN);
  }

  @Test
  void aRoundTakesThoseOfAnotherAndLetsGoOfThemTogether() {
    byte[] record = "abc".getBytes(UTF_8);
    RecordGroup several = new RecordGroup(100);
    several.add(record, 3);
    several.add(record, 3);
    RecordGroup group = new RecordGroup(100);
    assertThat(group.fitsAll(several)).isTrue();
    group.add(record, 3);
    int at = group.addAll(several);
    group.add(record, 3);

    assertThat(at).isEqualTo(Frame.HEADER + 3);
    assertThat(group.records()).isEqualTo(4);
    assertThat(group.fitsAll(several)).isFalse();
    group.withdraw(at, several.records());
    assertThat(group.records()).isEqualTo(2);
    assertThat(group.seal(7)).isEqualTo(9);
    assertThat(group.length()).isEqualTo(2 * (Frame.HEADER + 3));
  }

  @Test
  void aRoundThatIsDoneLendsItsMemoryUnlessThatIsMuch() {
    RecordGroup small = new RecordGroup(200_000);
    assertThat(new RecordGroup(small).bytes()).isSameAs(small.bytes());
    assertThat(new RecordGroup(small).isEmpty()).isTrue();

    RecordGroup large = new RecordGroup(200_000);
    large.add(new byte[150_000], 150_000);
    assertThat(new RecordGroup(large).bytes()).hasSize(64 * 1024);
    assertThat(new RecordGroup(1000).bytes()).hasSize(1000);
  }

  @Test
  void theCursorKeepsItsLatestProgressAndTheOneBefore() throws IOException {
    assertThat(Cursor.read(disk, directory).progress()).isNull();
    assertThat(Cursor.read(disk, directory).isDamaged()).isFalse();
    Progress first = new Progress(5, 9, 2, 1, 1);
    Progress second = new Progress(8, 9, 4, 2, 1);
    try (Cursor cursor = Cursor.open(disk, directory, Cursor.read(disk, directory), first, 0)) {
      cursor.write(second);
      cursor.sync();
    }
    Cursor.Reading reading = Cursor.read(disk, directory);

    assertThat(reading.progress()).isEqualTo(second);
    assertThat(reading.isComplete()).isTrue();
    assertThat(reading.isDamaged()).isFalse();
    assertThat(reading.writes()).isEqualTo(3);

    // The third write replaced the first.
    Path file = directory.resolve(Cursor.FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[4096 + 20] ^= 1;
    Files.write(file, bytes);
    assertThat(Cursor.read(disk, directory).progress()).isEqualTo(first);
    assertThat(Cursor.read(disk, directory).isDamaged()).isTrue();
  }

  @Test
  void aCursorThatIsTooShortIsMadeAnew() throws IOException {
    Files.write(directory.resolve(Cursor.FILE), new byte[100]);
    Cursor.Reading reading = Cursor.read(disk, directory);
    assertThat(reading.isComplete()).isFalse();
    assertThat(reading.isDamaged()).isTrue();

    Cursor.open(disk, directory, reading, Progress.NONE, 0).close();

    assertThat(directory.resolve(Cursor.FILE)).hasSize(8192);
    assertThat(Cursor.read(disk, directory).progress()).isEqualTo(Progress.NONE);
  }

  @Test
  void aFileThatIsThereIsNotMadeAgain() throws IOException {
    Path path = Files.writeString(directory.resolve("a"), "text");

    assertThatThrownBy(() -> disk.create(path)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(path).hasContent("text");
  }

  @Test
  void whatAnEarlierTryLeftIsReplacedWhole() throws IOException {
    Path path = directory.resolve("a");
    Files.writeString(Segments.unfinished(path), "a long text of an earlier try");

    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      file.write(0, new byte[] {'b'}, 0, 1);
    }
    Segments.finish(disk, path);

    assertThat(path).hasContent("b");
    assertThat(Segments.unfinished(path)).doesNotExist();
  }

  @Test
  void whatIsKeptAsideNeverTakesAnothersPlace() throws IOException {
    for (String content : new String[] {"1", "2", "3"}) {
      Path file = Files.writeString(directory.resolve("a.seg"), content);
      Path kept = Quarantine.take(disk, file);
      assertThat(kept).hasContent(content);
      assertThat(file).doesNotExist();
    }
    assertThat(directory.resolve("quarantine").toFile().list())
        .containsExactlyInAnyOrder("a.seg", "a.seg.1", "a.seg.2");
  }
}
