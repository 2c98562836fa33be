package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemainingLinesTest {

  @TempDir private Path path;

  @Test
  void keepsTheLinesThatStay() throws IOException {
    Path file = write("db.1.ndjson", "one\ntwo\n\nfour\nfi");

    RemainingLines.keep(file, Set.of(2L, 5L));

    assertThat(file).hasContent("two\nfi");
    assertThat(path.resolve("db.1.ndjson.rest")).doesNotExist();
  }

  @Test
  void deletesAFileOfWhichNothingStays() throws IOException {
    Path file = write("db.1.ndjson", "one\n");

    RemainingLines.keep(file, Set.of());
    RemainingLines.keep(file, Set.of());

    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNoFileOpen() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    Path file = write("db.1.ndjson", "one\ntwo\n");

    RemainingLines.keep(file, Set.of(1L));

    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.filter(Files::isSymbolicLink).toList()) {
        assertThat(Files.readSymbolicLink(descriptor).startsWith(path.toRealPath())).isFalse();
      }
    }
  }

  @Test
  void whatStaysOfAFileStaysReadableForWhomItWas() throws IOException {
    assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path closed = write("db.1.ndjson", "one\ntwo\n");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-r-----"));

    RemainingLines.keep(closed, Set.of(2L));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
        .isEqualTo("rw-r-----");
    assertThat(closed).hasContent("two\n");
  }

  @Test
  void linesStayWhateverIsInThem() throws IOException {
    Path closed = path.resolve("db.1.ndjson");
    Files.write(closed, new byte[] {'a', '\n', 0, 'b', '\n', (byte) 0xff, '\n'});

    RemainingLines.keep(closed, Set.of(2L, 3L));

    assertThat(Files.readAllBytes(closed)).isEqualTo(new byte[] {0, 'b', '\n', (byte) 0xff, '\n'});
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }
}
