package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frame;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static dev.eventlogger.journal.SegmentFiles.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read from a run of segments, of which some may be damaged, gone or unreadable. */
@Timeout(60)
class JournalReaderTest {

  private static final Path DIRECTORY = Path.of("journal");
  private static final int SIZE = SegmentFiles.record(1).length();

  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final Segments segments = new Segments();
  private final List<Segment> sealed = new ArrayList<>();
  private final JournalReports reports = new JournalReports(DIRECTORY);
  private JournalReader reader;

  /** Writes the records 1 to 5, 6 to 9, and 10 to 12; all have at most two digits. */
  @BeforeEach
  void writeThreeSegments() throws IOException {
    segment(1, 1, 5, frames(1, 5));
    segment(2, 6, 9, frames(6, 9));
    segment(3, 10, 12, frames(10, 12));
    readFrom(1);
  }

  private Segment segment(long number, long first, long last, byte[] content) throws IOException {
    Path path = Segments.path(DIRECTORY, number);
    byte[] bytes = concat(header(number, first), content);
    DiskFile file = disk.open(path);
    file.truncate(0);
    file.write(0, bytes, 0, bytes.length);
    Segment segment = Segment.found(number, path, first, bytes.length);
    segment.endAt(last + 1, bytes.length);
    segments.add(segment);
    return segment;
  }

  private void readFrom(long next) {
    Progress progress = new Progress(next, 12, next - 1, 0, 0);
    reader = new JournalReader(disk, segments, reports, progress, sealed::add);
  }

  private List<Long> read(int mostEvents, long mostBytes) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String record : reader.read(mostEvents, mostBytes, Journals.TEXT)) {
      numbers.add(Long.valueOf(record.replaceAll("\\D", "")));
    }
    return numbers;
  }

  private List<Long> readAll() throws IOException {
    return read(1000, Long.MAX_VALUE);
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void givesAllRecordsInTheirOrder() throws IOException {
    assertThat(said(() -> assertThat(readAll()).isEqualTo(range(1, 12)))).isEmpty();

    assertThat(reader.next()).isEqualTo(13);
    assertThat(reader.damaged()).isZero();
    assertThat(readAll()).isEmpty();
    assertThat(sealed).isEmpty();
  }

  @Test
  void goesOnBehindWhatIsSettled() throws IOException {
    readFrom(8);

    assertThat(said(() -> assertThat(readAll()).isEqualTo(range(8, 12)))).isEmpty();
    assertThat(reader.damaged()).isZero();
  }

  @Test
  void givesAsManyAsAskedForAndTheRestLater() throws IOException {
    assertThat(read(2, Long.MAX_VALUE)).isEqualTo(range(1, 2));
    assertThat(reader.next()).isEqualTo(3);
    assertThat(read(5, Long.MAX_VALUE)).isEqualTo(range(3, 7));
    assertThat(readAll()).isEqualTo(range(8, 12));
  }

  @Test
  void givesAsManyBytesAsAskedForAndTheRestLater() throws IOException {
    assertThat(read(100, 3L * SIZE)).isEqualTo(range(1, 3));
    assertThat(reader.next()).isEqualTo(4);
    assertThat(read(100, 3L * SIZE - 1)).isEqualTo(range(4, 5));
    assertThat(read(100, 1)).isEqualTo(range(6, 6));
    assertThat(read(1, 0)).isEqualTo(range(7, 7));
    assertThat(readAll()).isEqualTo(range(8, 12));
    assertThat(reader.next()).isEqualTo(13);
  }

  @Test
  void ofASegmentThatBeginsWhereTheNextDoesNothingCounts() throws IOException {
    segment(3, 10, 9, frame(10, "{\"n\":99}"));
    segment(4, 10, 12, frames(10, 12));

    assertThat(said(() -> assertThat(readAll()).isEqualTo(range(1, 12)))).isEmpty();
  }

  @Test
  void knowsHowManyBytesWait() throws IOException {
    long each = (long) Frame.HEADER + SIZE;
    long ofTen = each + 1;
    assertThat(reader.waitingBytes()).isEqualTo(9 * each + 3 * ofTen);

    read(2, Long.MAX_VALUE);
    assertThat(reader.waitingBytes()).isEqualTo(7 * each + 3 * ofTen);
    read(4, Long.MAX_VALUE);
    assertThat(reader.waitingBytes()).isEqualTo(3 * each + 3 * ofTen);
    readAll();
    assertThat(reader.waitingBytes()).isZero();
  }

  @Test
  void knowsWhichSegmentsItIsBeyond() throws IOException {
    List<Segment> all = List.copyOf(segments.all());
    read(6, Long.MAX_VALUE);

    assertThat(reader.isBeyond(all.get(0))).isTrue();
    assertThat(reader.isBeyond(all.get(1))).isFalse();
    assertThat(reader.isBeyond(all.get(2))).isFalse();
    reader.close();
    assertThat(reader.isBeyond(all.get(2))).isTrue();
  }

  @Test
  void aRecordThatIsDamagedIsLostAndTheRestIsGiven() throws IOException {
    byte[] damaged = frames(8, 8);
    damaged[Frame.HEADER] ^= 1;
    Segment second = segment(2, 6, 9, concat(frames(6, 7), damaged, frames(9, 9)));

    List<String> said =
        said(
            () ->
                assertThat(readAll())
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 9L, 10L, 11L, 12L));

    assertThat(said)
        .singleElement()
        .asString()
        .contains("0000000002.seg is damaged; the rest of it is delivered; events lost: 1");
    assertThat(second.isDamaged()).isTrue();
    assertThat(reader.damaged()).isEqualTo(1);
  }

  @Test
  void damageAtTheEndOfASegmentCostsWhatStoodThere() throws IOException {
    Segment first = segment(1, 1, 5, concat(frames(1, 3), new byte[100]));

    List<String> said = said(() -> assertThat(readAll()).startsWith(1L, 2L, 3L, 6L));

    assertThat(said).singleElement().asString().contains("events lost: 2");
    assertThat(first.isDamaged()).isTrue();
    assertThat(reader.damaged()).isEqualTo(2);
    assertThat(reader.next()).isEqualTo(13);
  }

  @Test
  void damageBetweenRecordsThatCostsNothingMarksTheFileAllTheSame() throws IOException {
    Segment first = segment(1, 1, 5, concat(frames(1, 3), new byte[7], frames(4, 5)));

    List<String> said = said(() -> assertThat(readAll()).isEqualTo(range(1, 12)));

    assertThat(said).singleElement().asString().contains("events lost: 0");
    assertThat(first.isDamaged()).isTrue();
  }

  @Test
  void recordsMissingBetweenSegmentsAreLost() throws IOException {
    segment(2, 8, 9, frames(8, 9));

    List<String> said = said(() -> assertThat(readAll()).startsWith(1L, 2L, 3L, 4L, 5L, 8L));

    assertThat(said)
        .singleElement()
        .asString()
        .contains("records are missing before 0000000002.seg; events lost: 2");
    assertThat(reader.damaged()).isEqualTo(2);
  }

  @Test
  void whatASegmentHoldsBeyondTheNextsBeginWasNeverAccepted() throws IOException {
    segment(1, 1, 5, concat(frames(1, 5), frame(6, "{\"n\":66}"), frame(7, "{\"n\":77}")));

    assertThat(readAll()).isEqualTo(range(1, 12));
  }

  @Test
  void aSegmentThatWasDeletedCostsItsRecordsAndNoOthers() throws IOException {
    Segment second = List.copyOf(segments.all()).get(1);
    assertThat(read(1, Long.MAX_VALUE)).isEqualTo(range(1, 1));
    disk.delete(second.path());

    List<String> said =
        said(() -> assertThat(readAll()).containsExactly(2L, 3L, 4L, 5L, 10L, 11L, 12L));

    assertThat(said)
        .singleElement()
        .asString()
        .contains("0000000002.seg was deleted by somebody; events lost: 4");
    assertThat(segments.all()).doesNotContain(second);
    assertThat(sealed).containsExactly(second);
    assertThat(reader.damaged()).isEqualTo(4);
  }

  @Test
  void aSegmentThatIsStillWrittenIsWaitedForAndNotSealed() throws IOException {
    Segment last = active(4, 13, frames(13, 14));

    assertThat(readAll()).isEqualTo(range(1, 14));
    assertThat(readAll()).isEmpty();
    last.append(frames(15, 15), frames(15, 15).length, 16);

    assertThat(readAll()).isEqualTo(range(15, 15));
    assertThat(sealed).isEmpty();
  }

  @Test
  void aSegmentThatIsFoundDamagedWhileItIsWrittenIsSealed() throws IOException {
    byte[] damaged = frames(14, 14);
    damaged[Frame.HEADER] ^= 1;
    Segment last = active(4, 13, concat(frames(13, 13), damaged));
    reader =
        new JournalReader(
            disk,
            segments,
            reports,
            Progress.NONE,
            segment -> {
              sealed.add(segment);
              segment.seal();
            });

    List<String> said = said(() -> assertThat(readAll()).isEqualTo(range(1, 13)));

    assertThat(sealed).containsExactly(last);
    assertThat(said).singleElement().asString().contains("0000000004.seg is damaged");
    assertThat(reader.next()).isEqualTo(15);
  }

  private Segment active(long number, long first, byte[] content) throws IOException {
    Path path = Segments.path(DIRECTORY, number);
    Segment segment =
        Segment.of(
            new SpareSegments.Spare(number, path, disk.open(path), 100_000, "its identity"), first);
    segments.add(segment);
    segment.begin();
    segment.append(content, content.length, first + 2 - (content.length == 0 ? 2 : 0));
    return segment;
  }

  @Test
  void aDiskThatFailsForLongIsNotWaitedForAndSaidOnce() throws IOException {
    Segment second = List.copyOf(segments.all()).get(1);
    disk.cannotRead(second.path(), 0, 10_000);
    assertThat(read(5, Long.MAX_VALUE)).isEqualTo(range(1, 5));

    List<String> said =
        said(
            () -> {
              for (int i = 0; i < Segment.MOST_FAILED_READS; i++) {
                readFrom(6);
                assertThatThrownBy(this::readAll).hasMessageContaining("Input/output error");
                reports.publish();
              }
              readFrom(6);
              assertThat(readAll()).isEqualTo(range(10, 12));
            });

    assertThat(said).filteredOn(line -> line.startsWith("SEVERE")).hasSize(1);
    assertThat(said).filteredOn(line -> line.contains("events lost: 4")).hasSize(1);
    assertThat(second.isDamaged()).isTrue();
    assertThat(reader.damaged()).isEqualTo(4);
  }

  @Test
  void aDiskThatWorksAgainInTimeCostsNothing() throws IOException {
    Path second = List.copyOf(segments.all()).get(1).path();
    for (int round = 0; round < 2; round++) {
      disk.cannotRead(second, 0, 10_000);
      for (int i = 1; i < Segment.MOST_FAILED_READS; i++) {
        readFrom(6);
        assertThatThrownBy(this::readAll).hasMessageContaining("Input/output error");
      }
      disk.canRead();
      readFrom(6);
      assertThat(read(1, Long.MAX_VALUE)).isEqualTo(range(6, 6));
    }

    assertThat(readAll()).isEqualTo(range(7, 12));
    assertThat(reader.damaged()).isZero();
  }

  @Test
  void saysWhenADiskThatFailedForLongCanBeReadAgain() throws IOException {
    Path second = List.copyOf(segments.all()).get(1).path();
    disk.cannotRead(second, 0, 10_000);

    List<String> said =
        said(
            () -> {
              for (int i = 0; i < Segment.MOST_FAILED_READS; i++) {
                readFrom(6);
                assertThatThrownBy(this::readAll).hasMessageContaining("Input/output error");
              }
              reports.publish();
              disk.canRead();
              readFrom(6);
              assertThat(readAll()).isEqualTo(range(6, 12));
              reports.publish();
            });

    assertThat(said)
        .containsExactly(
            "SEVERE journal journal: cannot be read; what can be is delivered, and the file is"
                + " kept",
            "INFO journal journal: can be read again");
  }

  @Test
  void aSegmentThatCannotBeOpenedForLongCostsItsRecordsAndNoOthers() throws IOException {
    Segment second = List.copyOf(segments.all()).get(1);
    while (!second.failsTooOften()) {
      // as if it could not be read, again and again
    }
    disk.cannotOpen(second.path());

    List<String> said =
        said(() -> assertThat(readAll()).containsExactly(1L, 2L, 3L, 4L, 5L, 10L, 11L, 12L));

    assertThat(said)
        .singleElement()
        .asString()
        .contains("0000000002.seg cannot be opened; events lost: 4");
    assertThat(second.isDamaged()).isTrue();
    assertThat(sealed).containsExactly(second);
    assertThat(reader.next()).isEqualTo(13);
  }

  @Test
  void aSegmentThatCannotBeOpenedJustNowIsWaitedFor() throws IOException {
    Segment second = List.copyOf(segments.all()).get(1);
    disk.cannotOpen(second.path());
    assertThatThrownBy(this::readAll).hasMessageContaining("Input/output error");
    assertThat(second.isDamaged()).isFalse();
    disk.cannotOpen(null);
    readFrom(6);

    assertThat(readAll()).isEqualTo(range(6, 12));
  }

  @Test
  void hasOneFileOpenAtMostAndNoneWhenItIsClosed() throws IOException {
    int before = disk.openFiles();
    for (int i = 0; i < 12; i++) {
      assertThat(read(1, Long.MAX_VALUE)).hasSize(1);
      assertThat(disk.openFiles()).isEqualTo(before + 1);
    }

    reader.close();
    reader.close();

    assertThat(disk.openFiles()).isEqualTo(before);
  }
}
