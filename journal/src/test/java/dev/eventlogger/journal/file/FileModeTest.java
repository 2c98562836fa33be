package dev.eventlogger.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileModeTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0600, rw-------, rwx------",
    "640, rw-r-----, rwxr-x---",
    "0660, rw-rw----, rwxrwx---",
    "0666, rw-rw-rw-, rwxrwxrwx"
  })
  void makesFilesAndFoldersForThoseItAllowsWhateverTheMaskOfTheProcess(
      String text, String ofFiles, String ofFolders) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    FileMode mode = FileMode.parse(text);
    Path made = folder.resolve("above").resolve("made");
    mode.createDirectories(made);
    mode.createFile(made.resolve("file"));

    assertThat(permissions(made.getParent())).isEqualTo(ofFolders);
    assertThat(permissions(made)).isEqualTo(ofFolders);
    assertThat(permissions(made.resolve("file"))).isEqualTo(ofFiles);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void takesNothingThatIsThere() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "there");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> FileMode.PRIVATE.createFile(target))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> FileMode.PRIVATE.createFile(link))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> FileMode.PRIVATE.createDirectories(target))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0400", "0700", "0611", "rw", "06000", "0680", "-600"})
  void refusesWhatIsNoModeOfAFileThatItsOwnerCanUse(String text) {
    assertThatThrownBy(() -> FileMode.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be who may read and write, in octal digits, the owner among them, as in \"0600\""
                + " or \"0640\"");
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(FileMode.parse("640")).hasToString("0640").isEqualTo(FileMode.parse("0640"));
    assertThat(FileMode.PRIVATE).hasToString("0600").isNotEqualTo(FileMode.parse("0640"));
  }
}
