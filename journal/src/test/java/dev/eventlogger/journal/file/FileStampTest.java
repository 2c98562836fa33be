package dev.eventlogger.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {

  private static final FileTime THEN = FileTime.from(Instant.ofEpochSecond(1_700_000_000));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = write("file", "12345");
  }

  private Path write(String name, String content) throws IOException {
    Path path = Files.writeString(folder.resolve(name), content);
    return Files.setLastModifiedTime(path, THEN);
  }

  @Test
  void isTheSameUntilTheFileChanges() throws IOException {
    FileStamp stamp = FileStamp.of(file);

    assertThat(stamp.modified()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(stamp.size()).isEqualTo(5);
    assertThat(FileStamp.find(file)).contains(stamp);
    assertThat(FileStamp.find(write("file", "123456"))).isPresent().get().isNotEqualTo(stamp);
  }

  @Test
  void tellsAFileFromAnotherThatTakesItsPlace() throws IOException {
    FileStamp stamp = FileStamp.of(file);
    Path other = write("other", "54321");
    FileStamp ofOther = FileStamp.of(other);
    assertThat(ofOther).isNotEqualTo(stamp);

    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(FileStamp.of(file)).isNotEqualTo(stamp).isEqualTo(ofOther);
  }

  @Test
  void ofALinkIsThatOfWhatItLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(FileStamp.of(link)).isEqualTo(FileStamp.of(file));
  }

  @Test
  void thereIsNoneOfAFileThatIsNotThere() throws IOException {
    Path none = folder.resolve("none");

    assertThat(FileStamp.find(none)).isEmpty();
    assertThatThrownBy(() -> FileStamp.of(none)).isInstanceOf(NoSuchFileException.class);
  }
}
