package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed at any moment, and the next one continues with its journal. */
@Timeout(7200)
class KillTest {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 1000 : 10;

  @TempDir Path directory;
  private final Random random = new Random(1);
  private final Set<Long> accepted = new HashSet<>();
  private final Set<Long> delivered = new HashSet<>();
  private long highest;
  private long duplicates;
  // What a process printed last, and how many were killed after each of these.
  private String begun = "";
  private final Map<String, Integer> killedWhile = new TreeMap<>();

  @Test
  void losesNothingThatWasAccepted() throws Exception {
    int kills = 0;
    // On a slow machine, a process may be killed before it has accepted much.
    while (kills < LOOPS
        || ((accepted.size() < 10 * LOOPS || !wasKilledWhileAll()) && kills < 20 * LOOPS)) {
      runAndKill(false);
      kills++;
    }
    drainTheRest();

    Set<Long> lost = lost();
    System.out.printf(
        "kill -9, %d times: logged up to %d, accepted %d, delivered %d, duplicate %d, lost %d,"
            + " corrupt 0, ended while %s%n",
        kills, highest, accepted.size(), delivered.size(), duplicates, lost.size(), killedWhile);
    assertThat(lost).isEmpty();
    assertThat(accepted).isNotEmpty();
    assertThat(killedWhile).containsKeys("opening", "opened", "closing");
  }

  @Test
  void wouldNoticeACursorThatMovesBeforeTheSinkHasTheEvents() throws Exception {
    for (int i = 0; i < 1000 && lost().isEmpty(); i++) {
      runAndKill(true);
      drainTheRest();
    }

    assertThat(lost()).isNotEmpty();
  }

  private boolean wasKilledWhileAll() {
    return killedWhile.keySet().containsAll(List.of("opening", "opened", "closing"));
  }

  private Set<Long> lost() {
    Set<Long> lost = new HashSet<>(accepted);
    lost.removeAll(delivered);
    return lost;
  }

  private void runAndKill(boolean settlesEarly) throws IOException, InterruptedException {
    int lifetime = random.nextInt(300);
    Process process =
        new ProcessBuilder(
                BrokenBuild.command(
                    BrokenBuild.none(),
                    KilledProcess.class,
                    directory.toString(),
                    Long.toString(highest + 1),
                    Long.toString(lifetime),
                    Boolean.toString(settlesEarly),
                    Sync.INTERVAL.name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // While it opens, while it appends, or while it closes.
    String from = List.of("opening", "opened", "closing").get(random.nextInt(3));
    int after = random.nextInt(from.equals("opened") ? lifetime + 20 : 15);
    Thread killer = new Thread(() -> kill(process, after));
    begun = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.equals(from)) {
          killer.start();
        }
        note(line);
        line = lines.readLine();
      }
    }
    killer.join();
    killedWhile.merge(begun, 1, Integer::sum);
    assertThat(process.waitFor()).isIn(0, 137);
    // Numbers that were used but not acknowledged may be in the journal, and are not reused.
    highest += 10;
  }

  private static void kill(Process process, int after) {
    try {
      Thread.sleep(after);
      // Not through Process itself, which would close the pipe before it is read.
      boolean unused = process.toHandle().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String line) {
    if (line.matches("opening|opened|closing|closed")) {
      begun = line;
    } else if (line.matches("[ad] \\d+")) {
      long number = Long.parseLong(line.substring(2));
      highest = Math.max(highest, number);
      if (line.charAt(0) == 'a') {
        accepted.add(number);
      } else if (!delivered.add(number)) {
        duplicates++;
      }
    }
  }

  private void drainTheRest() throws IOException {
    try (Journal journal = Journal.open(KilledProcess.settings(directory, Sync.INTERVAL))) {
      for (long number : Journals.drain(journal)) {
        if (!delivered.add(number)) {
          duplicates++;
        }
      }
      assertThat(journal.progress().damaged()).isZero();
    }
  }
}
