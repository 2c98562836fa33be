package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The heap stays small however many events there are: 1,000,000 in the profile {@code long}. */
@Timeout(3600)
final class ManyEventsTest {

  private static final int MANY = Boolean.getBoolean("eventlogger.long") ? 1_000_000 : 12_000;

  @TempDir private Path folder;

  @Test
  void areVerifiedWithASmallHeap() throws Exception {
    assertThat(run("512m", "fill")).isEmpty();

    String report = run("128m", "verify");
    System.out.print(report);
    assertThat(report).startsWith("verify of ");
  }

  private String run(String heap, String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                ManyEvents.class.getName(),
                what,
                folder.toString(),
                Integer.toString(MANY))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }
}
