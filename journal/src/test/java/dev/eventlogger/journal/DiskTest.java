package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.concat;
import static dev.eventlogger.journal.SegmentFiles.frames;
import static dev.eventlogger.journal.SegmentFiles.header;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing files, including unreadable ones. */
class DiskTest {

  private static final int PAGE = 4096;

  @TempDir Path directory;
  private final Disk disk = new LocalDisk(FileMode.PRIVATE);
  private final FaultyDisk faulty = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final Path path = Path.of("journal", "0000000001.seg");

  @Test
  void readsAndWritesWhereverItIsAsked() throws IOException {
    try (DiskFile file = disk.create(directory.resolve("a"))) {
      file.write(0, ascii("xxabcdef"), 2, 6);
      file.write(6, ascii("gh"), 0, 2);
      file.write(1, ascii("B"), 0, 1);
      file.write(2, ascii("C"), 0, 1);
      assertThat(file.size()).isEqualTo(8);
      byte[] into = ascii("..........");

      assertThat(file.read(0, into, 1, 3)).isEqualTo(3);
      assertThat(file.read(3, into, 4, 2)).isEqualTo(2);
      assertThat(into).isEqualTo(ascii(".aBCde...."));
      assertThat(file.read(6, into, 0, 10)).isEqualTo(2);
      assertThat(into).startsWith('g', 'h');
      assertThat(file.read(8, into, 0, 10)).isZero();
      assertThat(file.read(100, into, 0, 10)).isZero();
      file.write(8, ascii("i"), 0, 1);
      file.truncate(3);
      file.write(3, ascii("!"), 0, 1);
    }

    assertThat(directory.resolve("a")).hasContent("aBC!");
  }

  @Test
  void whatIsOpenedToReadMustBeThereAndIsNotMade() {
    Path none = directory.resolve("none");

    assertThatThrownBy(() -> disk.openToRead(none)).isInstanceOf(FileNotFoundException.class);
    assertThat(none).doesNotExist();
    assertThat(disk.isFile(none)).isFalse();
  }

  @Test
  void aFileIsItselfUntilAnotherTakesItsName() throws IOException {
    Path file = directory.resolve("a");
    assertThat(disk.identity(file)).isNull();
    disk.open(file).close();
    Object identity = disk.identity(file);
    disk.open(file).close();
    assertThat(disk.identity(file)).isEqualTo(identity);

    Files.createFile(directory.resolve("b"));
    disk.rename(directory.resolve("b"), file);

    assertThat(disk.identity(file)).isNotNull().isNotEqualTo(identity);
    disk.delete(file);
    disk.delete(file);
    assertThat(disk.list(directory)).isEmpty();
  }

  @Test
  void nothingIsInAFolderWhosePlaceAFileHasTaken() throws IOException {
    Path folder = Files.createFile(directory.resolve("folder"));

    assertThat(disk.identity(folder.resolve("a"))).isNull();
    assertThat(disk.identity(folder.resolve("a").resolve("b"))).isNull();
    assertThatThrownBy(() -> disk.identity(directory.resolve("a".repeat(300))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatIsInAFolderIsListedInItsOrder() throws IOException {
    for (String name : new String[] {"c", "a", "b"}) {
      disk.create(directory.resolve(name)).close();
    }
    disk.syncDirectory(directory);

    assertThat(disk.list(directory))
        .containsExactly(directory.resolve("a"), directory.resolve("b"), directory.resolve("c"));
  }

  @Test
  void aFolderThatIsNotThereCannotBeSynced() {
    assertThatThrownBy(() -> disk.syncDirectory(directory.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onlyAQuarantineMayNotBeALink() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("quarantine"), target);
    assertThatThrownBy(() -> disk.makeDirectory(link))
        .hasMessage(link + ": is a link, which is not followed; remove it");

    Path journal = Files.createSymbolicLink(directory.resolve("log"), target);
    disk.makeDirectory(journal.resolve("inside"));
    assertThat(target.resolve("inside")).isDirectory();
  }

  @Test
  void zerosStandForThePagesThatCannotBeRead() throws IOException {
    byte[] content = new byte[5 * PAGE + 100];
    Arrays.fill(content, (byte) 'x');
    faulty.open(path).write(0, content, 0, content.length);
    faulty.cannotRead(path, 2 * PAGE + 5, 2 * PAGE + 6);
    PatchyFile file = PatchyFile.open(faulty, path);
    byte[] into = new byte[content.length + 20];
    Arrays.fill(into, (byte) '.');

    assertThat(file.read(10, into, 5, 100)).isEqualTo(100);
    assertThat(file.hasPatches()).isFalse();
    assertThat(file.read(10, into, 5, content.length)).isEqualTo(content.length - 10);

    assertThat(file.hasPatches()).isTrue();
    byte[] expected = new byte[into.length];
    Arrays.fill(expected, (byte) '.');
    Arrays.fill(expected, 5, 5 + content.length - 10, (byte) 'x');
    Arrays.fill(expected, 5 + 2 * PAGE - 10, 5 + 3 * PAGE - 10, (byte) 0);
    assertThat(into).isEqualTo(expected);
    assertThat(file.size()).isEqualTo(content.length);
  }

  @Test
  void nothingIsReadBehindTheEndAlsoOfAFileThatCannotBeRead() throws IOException {
    faulty.open(path).write(0, new byte[100], 0, 100);
    faulty.cannotRead(path, 0, 1000);
    PatchyFile file = PatchyFile.open(faulty, path);

    assertThat(file.read(100, new byte[50], 0, 50)).isZero();
    assertThat(file.read(150, new byte[50], 0, 50)).isZero();
    assertThat(file.hasPatches()).isFalse();
    assertThat(file.read(99, new byte[50], 0, 50)).isEqualTo(1);
    assertThat(file.hasPatches()).isTrue();
  }

  @Test
  void aPatchyFileIsOnlyRead() throws IOException {
    faulty.open(path);
    PatchyFile file = PatchyFile.open(faulty, path);

    assertThatThrownBy(() -> file.write(0, new byte[1], 0, 1)).hasMessage("is only read");
    assertThatThrownBy(file::sync).hasMessage("is only read");
    assertThatThrownBy(() -> file.truncate(0)).hasMessage("is only read");
  }

  @Test
  void aSegmentOfZerosIsBlankUnlessItCouldNotBeRead() throws IOException {
    write(new byte[2 * PAGE]);
    assertThat(scan().isBlank()).isTrue();

    byte[] written = new byte[2 * PAGE];
    written[PAGE - 1] = 1;
    write(written);
    assertThat(scan().isBlank()).isFalse();
    write(new byte[2 * PAGE]);
    faulty.cannotRead(path, 0, 1);
    assertThat(scan().isBlank()).isFalse();
  }

  @Test
  void theBeginOfASegmentSaysHowManyWereAcceptedAtLeast() throws IOException {
    write(new byte[100]);
    assertThat(scan().acceptedAtLeast()).isZero();
    assertThat(scan().header()).isNull();
    assertThat(scan().firstSequence()).isNull();

    write(header(3, 40));
    assertThat(scan().acceptedAtLeast()).isEqualTo(39);
    write(concat(header(3, 40), new byte[500]));
    assertThat(scan().acceptedAtLeast()).isEqualTo(39);
    write(concat(header(3, 40), frames(41, 41)));
    assertThat(scan().acceptedAtLeast()).isEqualTo(39);
    byte[] empty = new byte[Frame.HEADER + 1];
    Frame.seal(empty, 0, 40);
    write(concat(header(3, 40), empty));
    assertThat(scan().acceptedAtLeast()).isEqualTo(39);
    write(concat(header(3, 40), Arrays.copyOf(frames(40, 40), Frame.HEADER)));
    assertThat(scan().acceptedAtLeast()).isEqualTo(39);
    write(concat(header(3, 40), Arrays.copyOf(frames(40, 40), Frame.HEADER + 1)));
    assertThat(scan().acceptedAtLeast()).isEqualTo(40);
    write(concat(header(3, 40), frames(40, 42)));
    assertThat(scan().acceptedAtLeast()).isEqualTo(40);
    assertThat(scan().firstSequence()).isEqualTo(40);
  }

  @Test
  void whatStandsBehindAPlaceIsFoundHoweverFarItIs() throws IOException {
    byte[] content = new byte[40 * PAGE];
    content[39 * PAGE + 7] = 1;
    write(content);

    assertThat(scan().hasBytesAfter(0)).isTrue();
    assertThat(scan().hasBytesAfter(39 * PAGE + 7)).isTrue();
    assertThat(scan().hasBytesAfter(39 * PAGE + 8)).isFalse();
    assertThat(scan().hasBytesAfter(50 * PAGE)).isFalse();
    assertThat(scan().size()).isEqualTo(content.length);
  }

  private SegmentScan scan() throws IOException {
    return SegmentScan.open(faulty, path);
  }

  private void write(byte[] content) throws IOException {
    faulty.delete(path);
    faulty.create(path).write(0, content, 0, content.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
