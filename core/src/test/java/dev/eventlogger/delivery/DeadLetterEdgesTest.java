package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything around dead letters: descriptors, modes, names, and what others do to a file. */
class DeadLetterEdgesTest {

  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50Z");

  @TempDir private Path path;

  @Test
  void leavesNoFileOpen() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    DeadLetterFile file = file(1);
    for (int i = 0; i < 3; i++) {
      file.add(letter("n" + i)); // each fills a file
    }
    Files.move(path.resolve("db.ndjson"), path.resolve("moved"));
    file.add(letter("last"));
    assertThat(open()).hasSize(1);

    file.close();

    assertThat(open()).isEmpty();
  }

  @Test
  void cutsOffALineThatHasNoEndAndNoMore() throws IOException {
    for (String rest : List.of("", "{", "{\"log\":\"d\"}")) {
      String whole = "{\"log\":\"whole\"}\n";
      Files.writeString(path.resolve("db.ndjson"), whole + rest);
      try (DeadLetterFile file = file(10_000)) {
        file.add(letter("a"));
      }

      String text = Files.readString(path.resolve("db.ndjson"));
      assertThat(text).startsWith(whole + "{\"log\":\"db\",\"reason\"");
      assertThat(text.lines()).hasSize(2);
    }
  }

  @Test
  void cutsOffALineThatIsTheOnlyOneAndHasNoEnd() throws IOException {
    Files.writeString(path.resolve("db.ndjson"), "{\"log\":");
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter("a"));
    }

    assertThat(Files.readString(path.resolve("db.ndjson"))).startsWith("{\"log\":\"db\"");
  }

  @Test
  void aFileIsFilledToItsLastByte() throws IOException {
    DeadLetter letter = letter("a");
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter);
    }
    long line = Files.size(path.resolve("db.ndjson"));
    try (DeadLetterFile file = file(2 * line)) {
      file.add(letter);
      assertThat(path.resolve("db.1.ndjson")).doesNotExist();
      file.add(letter);
    }

    assertThat(path.resolve("db.1.ndjson")).hasSize(2 * line);
    assertThat(path.resolve("db.ndjson")).hasSize(line);
  }

  @Test
  void saysWhichLettersItDeletesAndKeepsSixteenClosedFiles() throws IOException {
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery");
        DeadLetterFile file = file(1)) {
      for (int i = 0; i < DeadLetterFile.MOST_CLOSED + 1; i++) {
        file.add(letter("n" + i));
      }
      assertThat(said.messages()).isEmpty();
      file.add(letter("one more"));

      assertThat(said.messages())
          .containsExactly("log db: too many dead letters; deletes " + path.resolve("db.1.ndjson"));
    }
    assertThat(path.resolve("db.1.ndjson")).doesNotExist();
    assertThat(path.resolve("db.2.ndjson")).exists();
  }

  @Test
  void writesToTheFileOfItsNameAlsoWhenSomebodyPutAnotherThere() throws IOException {
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter("first"));
      Files.move(path.resolve("db.ndjson"), path.resolve("moved"));
      Files.writeString(path.resolve("db.ndjson"), "somebody's\n");
      file.add(letter("second"));
    }

    assertThat(path.resolve("moved")).content().contains("\"first\"").doesNotContain("second");
    assertThat(path.resolve("db.ndjson"))
        .content()
        .startsWith("somebody's\n")
        .contains("\"second\"");
  }

  @Test
  void aNameThatIsTakenWhateverHasItIsPassedOver() throws IOException {
    Files.createDirectory(path.resolve("db.1.ndjson"));
    Files.writeString(path.resolve("db.ndjson"), "letters");

    assertThat(new DeadLetterFolder(path).close("db")).contains(path.resolve("db.2.ndjson"));
    assertThat(path.resolve("db.1.ndjson")).isDirectory();
    assertThat(path.resolve("db.1.ndjson.claim")).doesNotExist();
  }

  @Test
  void takesOverAllFilesOfAnotherFolderAndReplacesNone() throws IOException {
    Path other = Files.createDirectory(path.resolve("other"));
    Files.writeString(path.resolve("db.1.ndjson"), "here");
    Files.writeString(other.resolve("db.1.ndjson"), "closed");
    Files.writeString(other.resolve("db.ndjson"), "open");
    Files.writeString(other.resolve("web.ndjson"), "web");

    DeadLetterFolder folder = new DeadLetterFolder(path);
    folder.takeOver(new DeadLetterFolder(other));

    assertThat(path.resolve("db.1.ndjson")).hasContent("here");
    assertThat(path.resolve("db.2.ndjson")).hasContent("closed");
    assertThat(path.resolve("db.3.ndjson")).hasContent("open");
    assertThat(path.resolve("web.1.ndjson")).hasContent("web");
    assertThat(new DeadLetterFolder(other).logs()).isEmpty();
    assertThat(folder.path()).isEqualTo(path);
  }

  /** The files of the folder that this process has open. */
  private List<Path> open() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          Path target = Files.readSymbolicLink(descriptor);
          if (target.startsWith(path.toRealPath())) {
            open.add(target);
          }
        }
      }
    }
    return open;
  }

  private DeadLetterFile file(long mostBytes) {
    return new DeadLetterFile(path, "db", mostBytes);
  }

  private static DeadLetter letter(String name) {
    return new DeadLetter(Event.of(EventDraft.named(name)), "db", "no", 1, TIME, TIME);
  }
}
