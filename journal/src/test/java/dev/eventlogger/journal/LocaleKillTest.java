package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process is killed whose default locale has digits of its own. */
@Timeout(300)
class LocaleKillTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "th-TH-u-nu-thai"})
  void aJournalOfSuchALocaleSurvivesKills(String locale) throws Exception {
    Set<Long> accepted = new HashSet<>();
    Set<Long> delivered = new HashSet<>();
    long first = 1;
    for (int i = 0; i < 3; i++) {
      first = runAndKill(locale, first, accepted, delivered);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".seg")))
          .isNotEmpty()
          .allMatch(name -> name.matches("[0-9]{10}\\.seg"));
    }
    try (Journal journal = Journal.open(KilledProcess.settings(directory, Sync.INTERVAL))) {
      delivered.addAll(Journals.drain(journal));
      assertThat(journal.progress().damaged()).isZero();
    }

    assertThat(accepted).hasSizeGreaterThan(100);
    assertThat(delivered).containsAll(accepted);
  }

  /** Returns an unused number. */
  private long runAndKill(String locale, long first, Set<Long> accepted, Set<Long> delivered)
      throws IOException, InterruptedException {
    String[] arguments = {directory.toString(), "" + first, "60000", "false", "INTERVAL"};
    List<String> command = BrokenBuild.command(BrokenBuild.none(), KilledProcess.class, arguments);
    command.addAll(1, inLocale(locale));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long highest = first;
    int here = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.matches("[ad] [0-9]+")) {
          long number = Long.parseLong(line.substring(2));
          highest = Math.max(highest, number);
          (line.startsWith("a") ? accepted : delivered).add(number);
        }
        if (here++ == 1000) {
          boolean unused = process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    }
    assertThat(process.waitFor()).isEqualTo(137);
    return highest + 10;
  }

  private static List<String> inLocale(String tag) {
    String[] parts = tag.split("-", 3);
    List<String> options =
        new ArrayList<>(List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]));
    if (parts.length > 2) {
      options.add("-Duser.extensions=" + parts[2]);
    }
    return options;
  }
}
