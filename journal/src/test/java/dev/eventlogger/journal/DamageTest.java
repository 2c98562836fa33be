package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settle;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a journal's files, only the records that were hit are missing, and they are
 * counted.
 */
@Timeout(600)
class DamageTest {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");
  private static final int RECORDS = 60;
  private static final int SETTLED = 10;

  @TempDir Path directory;
  private Path whole;
  private int tries;

  @BeforeEach
  void writeAJournal() throws IOException {
    whole = directory.resolve("whole");
    try (Journal journal = Journal.open(Journals.settings(whole))) {
      appendAll(journal, 1, RECORDS);
      settle(journal, journal.read(SETTLED, 1_000_000, Journals.TEXT).size());
    }
    assertThat(segments(whole)).hasSizeGreaterThan(2);
  }

  @Test
  void aFlippedByteCostsAtMostTheRecordItIsIn() throws IOException {
    for (Path segment : segments(whole)) {
      byte[] bytes = Files.readAllBytes(segment);
      int step = IS_LONG ? 1 : 89;
      for (int i = 0; i < bytes.length; i += step) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << (i % 8));
        List<Long> left = readAfter(copy -> write(copy.resolve(segment.getFileName()), flipped));
        assertThat(left).as("byte %d of %s", i, segment).hasSizeBetween(RECORDS - SETTLED - 1, 50);
      }
    }
  }

  /** Flips bytes of records, and tells whether what is delivered is still what was logged. */
  static final class Flips {

    private Flips() {}

    public static void main(String[] args) throws IOException {
      Path journals = Path.of(args[0]);
      int corrupt = 0;
      for (int flipped = 100; flipped < 2000; flipped += 150) {
        Path directory = journals.resolve("flipped-" + flipped);
        try (Journal journal = Journal.open(Journals.settings(directory))) {
          appendAll(journal, 1, 10);
        }
        Path segment = segments(directory).get(0);
        byte[] bytes = read(segment);
        bytes[Math.min(flipped, bytes.length - 10)] ^= 1;
        write(segment, bytes);
        corrupt += isCorrupt(directory) ? 1 : 0;
      }
      System.exit(corrupt);
    }

    private static boolean isCorrupt(Path directory) throws IOException {
      try (Journal journal = Journal.open(Journals.settings(directory))) {
        List<Long> unused = drain(journal);
        return false;
      } catch (AssertionError | NumberFormatException | IndexOutOfBoundsException e) {
        return true; // an event that nobody logged
      }
    }
  }

  @Test
  void nothingCorruptIsDeliveredAndABuildWithoutTheCrcWouldBeNoticed() throws Exception {
    String broken = BrokenBuild.withoutCrc(directory.resolve("broken"));

    assertThat(corrupt(BrokenBuild.none(), "whole-build")).isZero();
    assertThat(corrupt(broken, "broken-build")).isPositive();
  }

  private int corrupt(String classPath, String folder) throws Exception {
    String journals = directory.resolve(folder).toString();
    return new ProcessBuilder(BrokenBuild.command(classPath, Flips.class, journals))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void aCutCostsWhatIsBehindIt() throws IOException {
    for (Path segment : segments(whole)) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int length = 0; length < bytes.length; length += IS_LONG ? 61 : 487) {
        byte[] cut = Arrays.copyOf(bytes, length);
        readAfter(copy -> write(copy.resolve(segment.getFileName()), cut));
      }
    }
  }

  @Test
  void aRemovedSegmentCostsItsRecords() throws IOException {
    for (Path segment : segments(whole)) {
      List<Long> left = readAfter(copy -> delete(copy.resolve(segment.getFileName())));
      assertThat(left).hasSizeLessThan(RECORDS - SETTLED);
    }
    assertThat(readAfter(copy -> segments(copy).forEach(DamageTest::delete))).isEmpty();
  }

  @Test
  void swappedSegmentsCostNothing() throws IOException {
    List<Path> segments = segments(whole);
    for (Path one : segments) {
      for (Path other : segments) {
        List<Long> left =
            readAfter(
                copy -> {
                  write(copy.resolve(one.getFileName()), read(other));
                  write(copy.resolve(other.getFileName()), read(one));
                });
        assertThat(left).isEqualTo(range(SETTLED + 1, RECORDS));
      }
    }
  }

  @Test
  void aDamagedCursorCostsNothingButMayRepeat() throws IOException {
    byte[] bytes = Files.readAllBytes(whole.resolve("cursor"));
    for (int i = 0; i < 64; i += IS_LONG ? 1 : 5) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      byte[] both = flipped.clone();
      both[4096 + i] ^= 1;
      assertThat(readAfter(copy -> write(copy.resolve("cursor"), flipped)))
          .containsAll(range(SETTLED + 1, RECORDS));
      assertThat(readAfter(copy -> write(copy.resolve("cursor"), both)))
          .containsAll(range(SETTLED + 1, RECORDS));
    }
    assertThat(readAfter(copy -> delete(copy.resolve("cursor"))))
        .containsAll(range(SETTLED + 1, RECORDS));
  }

  @Test
  void aDamagedSegmentIsKeptForPeopleToLookAt() throws IOException {
    Path copy = copy();
    Path segment = segments(copy).get(1);
    byte[] bytes = read(segment);
    bytes[bytes.length / 2] ^= 1;
    write(segment, bytes);
    try (Journal journal = Journal.open(Journals.settings(copy))) {
      drain(journal);
    }

    assertThat(copy.resolve("quarantine").resolve(segment.getFileName())).hasBinaryContent(bytes);
    assertThat(segments(copy)).isEmpty();
  }

  /**
   * Reads what is delivered after damage; the rest must be counted, and nothing delivered twice.
   */
  private List<Long> readAfter(Consumer<Path> damage) throws IOException {
    Path copy = copy();
    damage.accept(copy);
    List<Long> left;
    try (Journal journal = Journal.open(Journals.settings(copy))) {
      left = new ArrayList<>(drain(journal));
      assertThat(left).isSorted().doesNotHaveDuplicates();
      Progress progress = journal.progress();
      assertThat(progress.accepted()).isEqualTo(RECORDS);
      assertThat(progress.delivered() + progress.damaged()).isEqualTo(RECORDS);
      appendAll(journal, 61, 70);
      assertThat(drain(journal)).isEqualTo(range(61, 70));
    }
    try (Journal again = Journal.open(Journals.settings(copy))) {
      assertThat(drain(again)).isEmpty();
      assertThat(again.accepted()).isEqualTo(RECORDS + 10);
    }
    return left;
  }

  private Path copy() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy-" + tries++));
    for (Path file : list(whole)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  private static List<Path> segments(Path directory) {
    return list(directory).stream().filter(path -> path.toString().endsWith(".seg")).toList();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
