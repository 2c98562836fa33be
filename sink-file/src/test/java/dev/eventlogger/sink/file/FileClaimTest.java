package dev.eventlogger.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileClaimTest {

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void inTheDirectory() throws IOException {
    path = directory.toRealPath().resolve("events.ndjson");
  }

  @Test
  void refusesASecondLogOfTheProcess() throws Exception {
    try (FileClaim first = FileClaim.take(path, FileMode.PRIVATE)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> FileClaim.take(path, FileMode.PRIVATE))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(
              path
                  + ": is being written by another log of this process; "
                  + "give each log a file of its own");
    }
  }

  @Test
  void refusesALinkToAFileThatIsTaken() throws Exception {
    Files.createFile(path);
    Path link = Files.createSymbolicLink(directory.resolve("link"), path);
    try (FileClaim first =
        FileClaim.take(TargetPath.resolve(path, FileMode.PRIVATE), FileMode.PRIVATE)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(
              () -> FileClaim.take(TargetPath.resolve(link, FileMode.PRIVATE), FileMode.PRIVATE))
          .isInstanceOf(FileSystemException.class);
    }
  }

  @Test
  void givesTheFileBackWhenClosed() throws Exception {
    FileClaim.take(path, FileMode.PRIVATE).close();
    FileClaim.take(path, FileMode.PRIVATE).close();

    assertThat(inAnotherProcess()).isEqualTo("taken");
  }

  @Test
  void refusesAnotherProcess() throws Exception {
    try (FileClaim first = FileClaim.take(path, FileMode.PRIVATE)) {
      assertThat(first).isNotNull();
      assertThat(inAnotherProcess())
          .isEqualTo(
              path + ": is being written by another process; give each log a file of its own");
    }
  }

  @Test
  void refusesAnotherProcessAlsoAfterItRefusedALogOfItsOwn() throws Exception {
    try (FileClaim first = FileClaim.take(path, FileMode.PRIVATE)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> FileClaim.take(path, FileMode.PRIVATE))
          .isInstanceOf(FileSystemException.class);

      assertThat(inAnotherProcess()).contains("another process");
    }
  }

  @Test
  void canBeTriedAgainAfterItFailed() throws Exception {
    Path missing = directory.resolve("missing/events.ndjson");
    assertThatThrownBy(() -> FileClaim.take(missing, FileMode.PRIVATE))
        .isInstanceOf(IOException.class);
    Files.createDirectory(missing.getParent());

    FileClaim.take(missing, FileMode.PRIVATE).close();
  }

  /** What another process prints when it claims the file. */
  private String inAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Claimant.class.getName(),
                path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  /** Claims a file, says how it went, and ends. */
  static final class Claimant {

    private Claimant() {}

    public static void main(String[] arguments) {
      try (FileClaim claim = FileClaim.take(Path.of(arguments[0]), FileMode.PRIVATE)) {
        System.out.println(claim == null ? "nothing" : "taken");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
