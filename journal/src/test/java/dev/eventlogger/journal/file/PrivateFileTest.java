package dev.eventlogger.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is replaced as a whole, by one writer at a time. */
@Timeout(60)
class PrivateFileTest {

  private static final byte[] NEW = {'n', 'e', 'w'};

  @TempDir Path folder;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    Path path = folder.resolve("keys");
    PrivateFile file = new PrivateFile(path);
    assertThat(file.isThere()).isFalse();

    file.write(NEW);

    assertThat(file.isThere()).isTrue();
    assertThat(path).hasBinaryContent(NEW);
    assertThatMayBeUsed(path, "rw-------");
    assertThatThereIsOnly("keys");
  }

  @Test
  void whoMayReadItStaysWhenItIsReplaced() throws IOException {
    Path path = withMode("keys", "rw-r-----");
    Path model = withMode("model", "rw-rw-rw-");

    new PrivateFile(path).write(NEW, model);

    assertThat(path).hasBinaryContent(NEW);
    assertThatMayBeUsed(path, "rw-r-----");
  }

  @Test
  void isMadeForThoseWhoMayReadItsModel() throws IOException {
    Path path = folder.resolve("keys");
    Path link = Files.createSymbolicLink(folder.resolve("link"), withMode("model", "rw-r--r--"));

    new PrivateFile(path).write(NEW, link);

    assertThatMayBeUsed(path, "rw-r--r--");
  }

  @Test
  void isMadeForItsOwnerAloneWhereItsModelIsNotThere() throws IOException {
    Path path = folder.resolve("keys");

    new PrivateFile(path).write(NEW, folder.resolve("none"));

    assertThatMayBeUsed(path, "rw-------");
  }

  @Test
  void whatSomebodyLeftWhoWasKilledIsReplacedAndNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "somebody else's");
    Files.createSymbolicLink(folder.resolve("keys.new"), other);

    new PrivateFile(folder.resolve("keys")).write(NEW);

    assertThat(folder.resolve("keys")).hasBinaryContent(NEW);
    assertThat(other).hasContent("somebody else's");
    assertThatThereIsOnly("keys", "other");
  }

  @Test
  void throughALinkTheFileIsMeantThatItNames() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real", "keys"));
    PrivateFile file = new PrivateFile(link);

    file.write(NEW);

    assertThat(real.resolve("keys")).hasBinaryContent(NEW);
    assertThat(link).isSymbolicLink();
    new PrivateFile(link).delete();
    assertThat(real).isEmptyDirectory();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void followsAsManyLinksAsTheSystemAndNoMore() throws IOException {
    Path end = Files.writeString(folder.resolve("0"), "end");
    for (int i = 1; i <= 41; i++) {
      Files.createSymbolicLink(folder.resolve("" + i), Path.of("" + (i - 1)));
    }

    new PrivateFile(folder.resolve("40")).write(NEW);

    assertThat(end).hasBinaryContent(NEW);
    assertThatThrownBy(() -> new PrivateFile(folder.resolve("41")))
        .isInstanceOf(FileSystemLoopException.class)
        .hasMessage(folder.resolve("41").toString());
  }

  @Test
  void isDeletedIfItIsThere() throws IOException {
    PrivateFile file = new PrivateFile(folder.resolve("keys"));
    file.write(NEW);

    file.delete();
    file.delete();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isChangedByOneAtATimeAndOthersWaitForASecond() throws IOException {
    Path path = folder.resolve("keys");
    PrivateFile file = new PrivateFile(path);
    PrivateFile other = new PrivateFile(folder.resolve(".").resolve("keys"));
    int[] changes = {0};
    long[] waited = {0};

    file.whileAlone(
        () -> {
          changes[0]++;
          long begun = System.nanoTime();
          assertThatThrownBy(() -> other.whileAlone(() -> changes[0]++))
              .isInstanceOf(LockedException.class);
          waited[0] = System.nanoTime() - begun;
        });

    assertThat(changes[0]).isEqualTo(1);
    assertThat(waited[0]).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    other.whileAlone(() -> changes[0]++);
    assertThat(changes[0]).isEqualTo(2);
  }

  @Test
  void aChangeThatFailsDoesNotKeepOthersOut() throws IOException {
    PrivateFile file = new PrivateFile(folder.resolve("keys"));
    IOException failure = new IOException("of the change");

    assertThatThrownBy(
            () ->
                file.whileAlone(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);

    file.whileAlone(() -> file.write(NEW));
    assertThat(folder.resolve("keys")).hasBinaryContent(NEW);
  }

  private Path withMode(String name, String permissions) throws IOException {
    Path path = Files.writeString(folder.resolve(name), "before");
    if (isPosix()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
    return path;
  }

  private static void assertThatMayBeUsed(Path path, String permissions) throws IOException {
    assumeTrue(isPosix());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo(permissions);
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private void assertThatThereIsOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }
}
