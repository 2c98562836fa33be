package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.demo.DemoFolder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try") // the lock is held, not used
class DemoCommandTest {

  @TempDir private Path place;

  private CommandRun demo(Object... options) {
    List<Object> words = new ArrayList<>(List.of("demo", "--no-serve", "--directory"));
    words.add(folder());
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }

  private Path folder() {
    return place.resolve("a demo");
  }

  private String count(String... conditions) {
    List<String> words =
        new ArrayList<>(
            List.of("query", "--config", folder() + "/event-logger.yaml", "--since", "all"));
    words.add("--count");
    words.addAll(List.of(conditions));
    return CommandRun.of(words.toArray()).out().strip();
  }

  @Test
  void makesEventsThatTheOtherCommandsRead() {
    CommandRun run = demo("--events", 400, "--days", 3, "--until", "2026-03-05");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines().get(0)).isEqualTo("making 400 events in " + folder() + " …");
    assertThat(run.errLines().get(1)).matches("made in \\d+ s");
    assertThat(run.out()).isEmpty();
    assertThat(count()).isEqualTo("400");
    assertThat(count("--until", "2026-03-02")).isEqualTo("0");
    assertThat(count("--schema", "https://lumen.example/schemas/function-call")).isNotEqualTo("0");
  }

  @Test
  void keepsWhatIsThereUntilItIsToldToMakeItAnew() {
    demo("--events", 100, "--until", "2026-03-05");

    CommandRun again = demo();
    CommandRun same = demo("--events", 100, "--until", "2026-03-05");
    CommandRun other = demo("--events", 50);
    CommandRun earlier = demo("--events", 100, "--until", "2026-03-04");
    assertThat(count()).isEqualTo("100");
    CommandRun reset = demo("--events", 50, "--reset");

    String content = folder() + " has 100 events of 30 days, seed 1, until 2026-03-05T00:00:00Z; ";
    assertThat(again.errLines()).containsExactly(content + "--reset makes it anew, up to now");
    assertThat(same.exitCode()).isZero();
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.errLines())
        .containsExactly(content + "--reset makes others, --directory keeps both");
    assertThat(earlier.exitCode()).isEqualTo(2);
    assertThat(reset.exitCode()).isZero();
    assertThat(count()).isEqualTo("50");
  }

  @Test
  void makesAnewWhatIsNotWhole() throws Exception {
    demo("--events", 60);
    Path note = folder().resolve("demo.properties");
    Files.writeString(note, Files.readString(note).replace("whole=true", "whole=false"));

    CommandRun run = demo("--events", 80);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(count()).isEqualTo("80");
  }

  @Test
  void leavesOtherFoldersAlone() throws Exception {
    Files.createDirectories(folder());
    Path precious = Files.writeString(folder().resolve("events.mv.db"), "precious");

    CommandRun run = demo("--reset");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .containsExactly(
            "--directory: "
                + folder()
                + " is no folder of a demonstration (it is not empty); name another one");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void takesNoNoteOfAnotherProgramForItsOwn() throws Exception {
    Path schemas = Files.createDirectories(folder().resolve("schemas"));
    Path precious = Files.writeString(schemas.resolve("mine.yaml"), "precious");
    Files.writeString(folder().resolve("demo.properties"), "colour=red\n");

    CommandRun run = demo("--reset");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("(demo.properties is another program's)");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void makesNothingAnewBelowAnotherDemo() throws Exception {
    demo("--events", 20);
    try (AutoCloseable unused = new DemoFolder(folder()).take()) {
      CommandRun run = demo("--events", 30, "--reset");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("another demo is at work in");
    }
    assertThat(count()).isEqualTo("20");
  }

  @Test
  void looksForThePortBeforeItMakesEvents() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.of("demo", "--directory", folder(), "--port", taken.getLocalPort());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--port: " + taken.getLocalPort() + " cannot be listened to");
    }
    assertThat(folder()).doesNotExist();
  }

  @Test
  void leavesWhatItHasNotMadeInItsOwnFolder() throws Exception {
    demo("--events", 20);
    Path notes = Files.writeString(folder().resolve("notes.txt"), "mine");

    demo("--events", 30, "--reset");

    assertThat(notes).hasContent("mine");
    assertThat(count()).isEqualTo("30");
  }

  @Test
  void refusesWhatItCannotMake() {
    assertThat(demo("--events", 0).errLines())
        .containsExactly("--events: must be from 1 to 10000000, not 0");
    assertThat(demo("--until", "soon").err()).contains("must be a time such as");
    assertThat(folder()).doesNotExist();
  }
}
