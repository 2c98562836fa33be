package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full; needs permission to mount one. */
@Timeout(600)
class FullDiskTest {

  @TempDir Path mountPoint;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mountPoint.toString()));
  }

  @AfterEach
  void unmount() throws Exception {
    boolean unused = run("umount", "-l", mountPoint.toString());
  }

  @Test
  void losesNothingAndGoesOnWithinSecondsOfRoom() throws IOException {
    Path filler = mountPoint.resolve("filler");
    JournalSettings settings =
        new JournalSettings(
            mountPoint.resolve("log"), Sync.INTERVAL, Duration.ofMillis(50), 10 << 20, 32_768);
    Files.write(filler, new byte[128 * 1024]);
    try (Journal journal = Journal.open(settings)) {
      long number = 1;
      while (Journals.append(journal, number) == Appended.WRITTEN) {
        number++;
      }
      assertThat(number).isGreaterThan(100);
      assertThat(Journals.append(journal, number)).isEqualTo(Appended.FAILED);

      Files.delete(filler);
      byte[] record = Journals.record(number);
      assertThat(journal.append(record, record.length, Duration.ofSeconds(100)))
          .isEqualTo(Appended.WRITTEN);
      assertThat(drain(journal)).isEqualTo(range(1, number));
      assertThat(journal.progress().damaged()).isZero();
    }
  }

  @Test
  void opensOnADiskThatIsFull() throws IOException {
    JournalSettings settings =
        new JournalSettings(
            mountPoint.resolve("log"), Sync.INTERVAL, Duration.ofMillis(50), 10 << 20, 32_768);
    try (Journal journal = Journal.open(settings)) {
      Journals.appendAll(journal, 1, 50);
    }
    fill(mountPoint.resolve("filler"));
    try (Journal journal = Journal.open(settings)) {
      assertThat(Journals.append(journal, 51)).isEqualTo(Appended.FAILED);
      assertThat(drain(journal)).isEqualTo(range(1, 50));
    }
  }

  private static void fill(Path filler) {
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      // It is full now.
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
