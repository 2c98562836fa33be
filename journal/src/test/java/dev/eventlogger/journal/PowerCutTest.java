package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut under a real file system while a process logs with {@code sync: always}: an ext4
 * on a loop device is told to stop without writing what it has in memory. Needs permission to
 * mount, and only runs with the long proofs.
 */
@Timeout(7200)
class PowerCutTest {

  private static final int CUTS = 100;
  // ext4's EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH; Java has no ioctl.
  private static final String CUT =
      "open(my $f, '<', $ARGV[0]) or die; my $how = pack('L', 2);"
          + " ioctl($f, 0x8004587d, $how) or die $!;";

  @TempDir Path directory;
  private Path image;
  private Path disk;
  private final Random random = new Random(1);
  private final Set<Long> accepted = new HashSet<>();
  private final Set<Long> delivered = new HashSet<>();
  private long highest;
  private long duplicates;

  @BeforeEach
  void makeADisk() throws Exception {
    assumeTrue(Boolean.getBoolean("eventlogger.long"), "one of the long proofs");
    image = directory.resolve("image");
    disk = Files.createDirectory(directory.resolve("disk"));
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(64 << 20);
    }
    assumeTrue(run("mkfs.ext4", "-q", "-F", image.toString()), "mkfs.ext4 is not there");
    assumeTrue(mount(), "an image may not be mounted here");
    assumeTrue(run("perl", "-e", CUT, disk.toString()), "the file system cannot be shut down");
    unmount();
  }

  @AfterEach
  void unmount() throws Exception {
    assumeTrue(disk != null, "there is no disk");
    boolean unused = run("umount", "-l", disk.toString());
  }

  @Test
  void loseNothingThatWasAcceptedWithSyncAlways() throws Exception {
    for (int i = 0; i < CUTS; i++) {
      runAndCut(BrokenBuild.none());
    }
    drainTheRest();

    Set<Long> lost = lost();
    System.out.printf(
        "power cuts, %d: logged up to %d, accepted %d, delivered %d, duplicate %d, lost %d,"
            + " corrupt 0%n",
        CUTS, highest, accepted.size(), delivered.size(), duplicates, lost.size());
    assertThat(lost).isEmpty();
    assertThat(accepted).hasSizeGreaterThan(CUTS);
  }

  @Test
  void wouldNoticeThatNothingIsSynced() throws Exception {
    String unsynced = BrokenBuild.withoutSync(directory.resolve("broken"));
    int cuts = 0;
    while (cuts < CUTS && lost().isEmpty()) {
      runAndCut(unsynced);
      drainTheRest();
      cuts++;
    }

    System.out.printf("power cuts without sync: lost %d after %d%n", lost().size(), cuts);
    assertThat(lost()).isNotEmpty();
  }

  private Set<Long> lost() {
    Set<Long> lost = new HashSet<>(accepted);
    lost.removeAll(delivered);
    return lost;
  }

  private void runAndCut(String classPath) throws Exception {
    assertThat(mount()).isTrue();
    List<String> command =
        BrokenBuild.command(
            classPath,
            KilledProcess.class,
            disk.resolve("log").toString(),
            Long.toString(highest + 1),
            "600000",
            "false",
            Sync.ALWAYS.name());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread cutter = new Thread(() -> cut(process, random.nextInt(400)));
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      cutter.start();
      while (line != null) {
        note(line);
        line = lines.readLine();
      }
    }
    cutter.join();
    process.waitFor();
    unmount();
    highest += 10;
  }

  /** Cuts the power, then kills the process, which must not continue on the disk after the cut. */
  private void cut(Process process, int after) {
    try {
      Thread.sleep(after);
      boolean isCut = run("perl", "-e", CUT, disk.toString());
      boolean unused = process.toHandle().destroyForcibly();
      assertThat(isCut).isTrue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void note(String line) {
    if (line.matches("[ad] \\d+")) {
      long number = Long.parseLong(line.substring(2));
      highest = Math.max(highest, number);
      if (line.charAt(0) == 'a') {
        accepted.add(number);
      } else if (!delivered.add(number)) {
        duplicates++;
      }
    }
  }

  private void drainTheRest() throws Exception {
    assertThat(mount()).isTrue();
    try (Journal journal = Journal.open(KilledProcess.settings(disk.resolve("log"), Sync.ALWAYS))) {
      for (long number : Journals.drain(journal)) {
        if (!delivered.add(number)) {
          duplicates++;
        }
      }
    }
    unmount();
  }

  private boolean mount() throws Exception {
    return run("mount", "-o", "loop", image.toString(), disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS)
          && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
