package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier versions left if the default locale had digits of its own. */
@Timeout(300)
class OtherDigitsTest {

  private static final int PERSIAN = 0x06F0;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {PERSIAN, 0x0660, 0x0E50, 0x11136})
  void segmentsNamedInOtherDigitsAreReadInTheirOrder(int zero) throws IOException {
    write(directory, 1, 100, 20);
    int segments = names().size();
    rename(directory, directory, zero);

    try (Journal journal = open(directory)) {
      assertThat(journal.waiting()).isEqualTo(80);
      assertThat(names()).hasSizeGreaterThanOrEqualTo(segments).contains("0000000001.seg");
      Journals.appendAll(journal, 101, 150);
      assertThat(Journals.drain(journal)).isEqualTo(Journals.range(21, 150));
    }
    assertThat(names()).allMatch(name -> name.matches("[0-9]{10}\\.seg"));
  }

  @Test
  void toolsReadThemAsTheyAre() throws IOException {
    write(directory, 1, 100, 20);
    rename(directory, directory, PERSIAN);
    List<Long> dumped = new ArrayList<>();

    JournalFiles files = new JournalFiles(directory);
    files.dump(false, Journals.TEXT, event -> dumped.add(Journals.number(event)));

    assertThat(JournalFiles.isJournal(directory)).isTrue();
    assertThat(dumped).isEqualTo(Journals.range(21, 100));
    assertThat(files.check().waiting()).isEqualTo(80);
    assertThat(files.condition().bytes()).isPositive();
  }

  @Test
  void whatALaterStartInAnotherLocaleLostFromSightFollowsTheRest(@TempDir Path earlier)
      throws IOException {
    write(earlier, 1, 100, 0);
    write(directory, 201, 300, 50);
    rename(earlier, directory, PERSIAN);

    List<Long> delivered = drainAndClose();

    assertThat(delivered.subList(0, 50)).isEqualTo(Journals.range(251, 300));
    assertThat(delivered.subList(50, 150)).isEqualTo(Journals.range(1, 100));
    assertThat(delivered).hasSize(150);
    assertThat(drainAndClose()).isEmpty();
  }

  @Test
  void whatSeveralStartsWroteOverEachOtherIsAllDelivered(@TempDir Path earlier) throws IOException {
    write(earlier, 1, 200, 0);
    write(directory, 301, 340, 0);
    List<String> kept = names();
    rename(earlier, earlier, PERSIAN);
    rename(directory, earlier, PERSIAN); // replaces those with the same numbers
    try (Stream<Path> files = Files.list(earlier)) {
      for (Path file : files.filter(path -> Segments.number(path) > 0).toList()) {
        Files.move(file, directory.resolve(file.getFileName()));
      }
    }

    List<Long> delivered = drainAndClose();

    assertThat(kept).hasSizeLessThan(8);
    assertThat(delivered).containsAll(Journals.range(301, 340)).contains(200L);
    assertThat(delivered).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    assertThat(drainAndClose()).isEmpty();
  }

  @Test
  void adoptsWhatIsWholeOfADamagedOneAndKeepsIt(@TempDir Path earlier) throws IOException {
    write(earlier, 1, 20, 0);
    write(directory, 201, 210, 9);
    rename(earlier, directory, PERSIAN);
    Path damaged = directory.resolve(inDigits("0000000001.seg", PERSIAN));
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[SegmentHeader.BYTES + Frame.HEADER + 2] ^= 1;
    Files.write(damaged, bytes);

    List<Long> delivered = drainAndClose();

    assertThat(delivered.get(0)).isEqualTo(210);
    assertThat(delivered.subList(1, delivered.size())).isEqualTo(Journals.range(2, 20));
    assertThat(directory.resolve("quarantine").resolve(damaged.getFileName()))
        .hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first.seg", "1.seg", "0000000000.seg", "000000000x.seg"})
  void aSegmentWithoutANumberIsRefused(String name) throws IOException {
    write(directory, 1, 10, 0);
    Files.writeString(directory.resolve(name), "events");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(directory))
        .withMessageContaining(name + " is not a segment's")
        .withMessageContaining("0000000001.seg");
    assertThat(directory.resolve(name)).hasContent("events");

    Files.delete(directory.resolve(name));
    assertThat(drainAndClose()).isEqualTo(Journals.range(1, 10));
  }

  @Test
  void aFileThatIsInTheWayIsLeftAloneAndItsNumberPassedOver() throws IOException {
    try (Journal journal = open(directory)) {
      Journals.appendAll(journal, 1, 10);
      Path inTheWay = Files.writeString(Segments.path(directory, 6), "somebody's");
      Journals.appendAll(journal, 11, 200);

      assertThat(inTheWay).hasContent("somebody's");
      assertThat(Segments.path(directory, 7)).exists();
      assertThat(Journals.drain(journal)).isEqualTo(Journals.range(1, 200));
    }
  }

  private List<Long> drainAndClose() throws IOException {
    try (Journal journal = open(directory)) {
      return Journals.drain(journal);
    }
  }

  private static Journal open(Path directory) throws IOException {
    return Journal.open(Journals.settings(directory));
  }

  private static void write(Path directory, long first, long last, int settled) throws IOException {
    try (Journal journal = open(directory)) {
      Journals.appendAll(journal, first, last);
      if (settled > 0) {
        assertThat(journal.read(settled, Long.MAX_VALUE, Journals.TEXT)).hasSize(settled);
        Journals.settle(journal, settled);
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.endsWith(".seg"))
          .toList();
    }
  }

  private static void rename(Path from, Path to, int zero) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Segments::hasOwnName).toList()) {
        Path other = to.resolve(inDigits(file.getFileName().toString(), zero));
        Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String inDigits(String name, int zero) {
    StringBuilder other = new StringBuilder();
    name.chars().forEach(c -> other.appendCodePoint(Character.isDigit(c) ? zero + c - '0' : c));
    return other.toString();
  }
}
