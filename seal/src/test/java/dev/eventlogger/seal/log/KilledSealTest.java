package dev.eventlogger.seal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.LogLedger;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed at any moment; the next one continues, and the seal agrees with the store.
 */
@Timeout(3600)
class KilledSealTest {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 200 : 10;

  @TempDir Path directory;
  private final Random random = new Random(1);
  private final Map<String, Integer> killedWhile = new TreeMap<>();

  @Test
  void theSealNeverDisagreesWithTheStore() throws Exception {
    int sealed = 0;
    for (int i = 0; i < LOOPS; i++) {
      runAndKill();
      if (Sealed.folder(directory).isThere()) {
        // Whoever verifies a log whose process was killed finds nothing wrong either.
        int now = Sealed.check(directory).size();
        assertThat(now).isGreaterThanOrEqualTo(sealed);
        sealed = now;
      }
    }
    try (EventLogger events = Sealed.open(directory, SealedProcess.SEAL, SealedProcess.DELIVERY)) {
      Sealed.flush(events);
      LogLedger log = events.ledger().logs().get("audit");
      assertThat(log.pending()).isZero();
      assertThat(log.totalLost()).isZero();
    }

    List<UUID> ids = Sealed.check(directory);
    System.out.printf(
        "kill -9, %d times: sealed %d, of which each once; ended while %s%n",
        LOOPS, ids.size(), killedWhile);
    assertThat(new HashSet<>(ids)).isEqualTo(LineSink.read(Sealed.store(directory)).keySet());
    assertThat(ids).isNotEmpty();
  }

  private void runAndKill() throws Exception {
    int lifetime = random.nextInt(600);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SealedProcess.class.getName(),
                directory.toString(),
                Integer.toString(lifetime))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String from = List.of("opening", "opened", "closing").get(random.nextInt(3));
    int after = random.nextInt(from.equals("opened") ? lifetime + 50 : 400);
    Thread killer = new Thread(() -> kill(process, after));
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(from)) {
          killer.start();
        }
        last = line;
      }
    }
    killer.join();
    killedWhile.merge(last, 1, Integer::sum);
    assertThat(process.waitFor()).isIn(0, 137);
  }

  private static void kill(Process process, int after) {
    try {
      Thread.sleep(after);
      boolean unused = process.toHandle().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
