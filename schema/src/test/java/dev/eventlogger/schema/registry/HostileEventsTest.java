package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All of {@link HostileEvents}, in a process with little memory; those of 4 MiB with {@code
 * -Plong}.
 */
class HostileEventsTest {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");

  /** In CPU time; the slowest event of 4 MiB took a seventh of that. */
  private static final long MOST_MILLIS = 15_000;

  @Test
  @Timeout(value = 20, unit = java.util.concurrent.TimeUnit.MINUTES)
  void takeTimeAndMemoryInProportionToTheirSize() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                IS_LONG ? "-Xmx256m" : "-Xmx64m",
                "-Dhostile.percent=" + (IS_LONG ? 100 : 10),
                "-cp",
                System.getProperty("java.class.path"),
                HostileEvents.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(process.waitFor()).as("%s", lines).isZero();
    assertThat(lines).filteredOn(line -> line.contains(" | ")).hasSize(HostileEvents.all().size());
    assertThat(lines)
        .filteredOn(line -> line.contains(" | "))
        .noneMatch(line -> line.contains("memory") || line.contains("cannot be checked"))
        .allMatch(line -> millis(line, 2) + millis(line, 3) < MOST_MILLIS);
  }

  private static long millis(String line, int column) {
    return Long.parseLong(line.split(" \\| ", -1)[column]);
  }
}
