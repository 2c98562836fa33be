package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SecondProcessTest {

  @TempDir Path directory;

  @Test
  void isRefusedByNameUntilTheFirstEnds() throws Exception {
    Process first =
        new ProcessBuilder(
                BrokenBuild.command(
                    BrokenBuild.none(),
                    KilledProcess.class,
                    directory.toString(),
                    "1",
                    "60000",
                    "false",
                    Sync.INTERVAL.name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = first.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("opening");
      assertThat(lines.readLine()).isEqualTo("opened");
      Thread reader = new Thread(() -> lines.lines().forEach(line -> {}));
      reader.start();

      assertThatThrownBy(() -> Journal.open(Journals.settings(directory)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the journal in "
                  + directory
                  + " is in use by process "
                  + first.pid()
                  + "; give each process a directory of its own");
      assertThat(JournalLock.isTaken(directory)).isTrue();

      boolean unused = first.toHandle().destroyForcibly();
      reader.join();
    }
    first.waitFor();
    Journal.open(Journals.settings(directory)).close();
  }
}
