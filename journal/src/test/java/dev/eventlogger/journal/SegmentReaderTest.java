package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frame;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static dev.eventlogger.journal.SegmentFiles.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a segment, whole or damaged. */
@Timeout(60)
class SegmentReaderTest {

  private static final int BUFFER = 256 * 1024;
  private static final long NO_CEILING = Long.MAX_VALUE;

  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final Path path = Path.of("journal", "0000000001.seg");
  private final DiskFile file = disk.open(path);

  private long write(byte[]... parts) throws IOException {
    byte[] content = concat(header(1, 1), concat(parts));
    file.write(0, content, 0, content.length);
    return content.length;
  }

  private List<String> readAll(SegmentReader reader, long end) throws IOException {
    List<String> records = new ArrayList<>();
    while (reader.advance(end)) {
      records.add(text(reader));
    }
    return records;
  }

  private static String text(SegmentReader reader) {
    return new String(reader.bytes(), reader.offset(), reader.length(), UTF_8);
  }

  private static List<String> records(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(SegmentFiles::record).toList();
  }

  @Test
  void givesEachRecordWithItsNumberAndPlace() throws IOException {
    long end = write(frame(1, record(1)), frame(5, record(5)));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);
    assertThat(reader.position()).isEqualTo(SegmentHeader.BYTES);

    assertThat(reader.advance(end)).isTrue();
    assertThat(reader.sequence()).isEqualTo(1);
    assertThat(text(reader)).isEqualTo(record(1));
    long afterFirst = (long) SegmentHeader.BYTES + Frame.HEADER + record(1).length();
    assertThat(reader.position()).isEqualTo(afterFirst);

    assertThat(reader.advance(end)).isTrue();
    assertThat(reader.sequence()).isEqualTo(5);
    assertThat(reader.position()).isEqualTo(end);
    assertThat(reader.advance(end)).isFalse();
    assertThat(reader.position()).isEqualTo(end);
    assertThat(reader.hasSkipped()).isFalse();
  }

  @Test
  void waitsWhereItIsForWhatIsNotThereYet() throws IOException {
    long half = write(frames(1, 2));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);
    assertThat(readAll(reader, half)).isEqualTo(records(1, 2));

    long end = write(frames(1, 4));

    assertThat(readAll(reader, half)).isEmpty();
    assertThat(readAll(reader, end)).isEqualTo(records(3, 4));
    assertThat(reader.hasSkipped()).isFalse();
  }

  @Test
  void aFrameCountsOnlyIfItEndsWhereTheFileMayHoldRecords() throws IOException {
    long end = write(frames(1, 1));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    for (long before = 0; before < end; before++) {
      assertThat(reader.advance(before)).isFalse();
      assertThat(reader.position()).isEqualTo(SegmentHeader.BYTES);
    }
    assertThat(reader.advance(end)).isTrue();
  }

  @Test
  void takesNoNumberBelowWhatItExpectsOrFromTheCeilingOn() throws IOException {
    long end = write(frames(3, 9));

    assertThat(readAll(new SegmentReader(file, 5, 8), end)).isEqualTo(records(5, 7));
    assertThat(readAll(new SegmentReader(file, 3, 10), end)).isEqualTo(records(3, 9));
    assertThat(readAll(new SegmentReader(file, 10, NO_CEILING), end)).isEmpty();
  }

  @Test
  void aNumberThatWasGivenIsNotGivenAgain() throws IOException {
    long end = write(frames(1, 3), frames(2, 4));

    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    assertThat(readAll(reader, end)).isEqualTo(records(1, 4));
    assertThat(reader.hasSkipped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 15, 16, 20})
  void aByteThatChangedCostsTheRecordItIsInAndNoOther(int at) throws IOException {
    byte[] damaged = frames(2, 2);
    damaged[at] ^= 0x40;
    long end = write(frames(1, 1), damaged, frames(3, 4));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    assertThat(readAll(reader, end)).containsExactly(record(1), record(3), record(4));
    assertThat(reader.hasSkipped()).isTrue();
  }

  @Test
  void zerosAreNoRecords() throws IOException {
    long end = write(new byte[1000], frames(7, 7), new byte[1000]);
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    assertThat(readAll(reader, end)).containsExactly(record(7));
    assertThat(reader.position()).isEqualTo(end - 1000);
  }

  @Test
  void anEmptyRecordIsNone() throws IOException {
    byte[] empty = new byte[Frame.HEADER];
    Frame.begin(empty, 0, 0);
    Frame.seal(empty, 0, 1);
    long end = write(empty, frames(2, 2));

    assertThat(readAll(new SegmentReader(file, 1, NO_CEILING), end)).containsExactly(record(2));
  }

  @Test
  void readsRecordsOfAnySizeOneAfterAnother() throws IOException {
    List<String> expected = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    int[] sizes = {
      1, 100_000, BUFFER - Frame.HEADER, 5, BUFFER, BUFFER + 1, 3 * BUFFER, 7, 200_000
    };
    for (int i = 0; i < 3 * sizes.length; i++) {
      String record = ("" + (i % 10)).repeat(sizes[i % sizes.length]);
      expected.add(record);
      parts.add(frame(i + 1, record));
    }
    long end = write(parts.toArray(byte[][]::new));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    assertThat(readAll(reader, end)).isEqualTo(expected);
    assertThat(reader.hasSkipped()).isFalse();
    assertThat(reader.position()).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 15, 16, 17, 18, 19, 20, 32, 33, 40})
  void aRecordMayEndAnywhereBeforeTheEndOfWhatIsReadAtOnce(int before) throws IOException {
    String first = "x".repeat(BUFFER - Frame.HEADER - before);
    long end = write(frame(1, first), frame(2, "ab"), frame(3, record(3)));
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);

    assertThat(readAll(reader, end)).containsExactly(first, "ab", record(3));
    assertThat(reader.hasSkipped()).isFalse();
  }

  @Test
  void whatStandsBehindTheEndIsNotReadBeforeTheEndMovesThere() throws IOException {
    long half = write(frames(1, 2), new byte[1000]);
    half -= 1000;
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);
    assertThat(reader.advance(half)).isTrue();
    assertThat(reader.advance(half)).isTrue();

    long end = write(frames(1, 4));

    assertThat(readAll(reader, end)).isEqualTo(records(3, 4));
    assertThat(reader.hasSkipped()).isFalse();
  }

  @Test
  void whatWasFoundStaysAsItIsWhileItReadsOn() throws IOException {
    byte[][] parts = new byte[40][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = frame(i + 1, ("" + (i % 10)).repeat(50_000));
    }
    long end = write(parts);
    SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);
    assertThat(reader.advance(end)).isTrue();
    byte[] bytes = reader.bytes();
    int offset = reader.offset();
    int length = reader.length();

    assertThat(readAll(reader, end)).hasSize(39);

    assertThat(new String(bytes, offset, length, UTF_8)).isEqualTo("0".repeat(50_000));
  }

  @Test
  void aFileThatIsShorterThanItIsSaidToBeGivesWhatIsInIt() throws IOException {
    long whole = write(frames(1, 3));
    for (long size = whole; size >= SegmentHeader.BYTES; size--) {
      file.truncate(size);
      SegmentReader reader = new SegmentReader(file, 1, NO_CEILING);
      long each = (long) Frame.HEADER + record(1).length();
      long left = (size - SegmentHeader.BYTES) / each;

      assertThat(readAll(reader, whole)).isEqualTo(records(1, left));
      assertThat(reader.position()).isEqualTo(SegmentHeader.BYTES + left * each);
      assertThat(readAll(reader, whole + 1000)).isEmpty();
      assertThat(reader.hasSkipped()).isFalse();
    }
  }
}
