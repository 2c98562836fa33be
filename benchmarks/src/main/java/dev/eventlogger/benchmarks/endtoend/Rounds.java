package dev.eventlogger.benchmarks.endtoend;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the candidates in rounds, one after the other, each in a process of its own. */
public final class Rounds {

  private static final long PATIENCE_MINUTES = 10;
  private static final String HEAP = "1g";

  private final Path directory;
  private final boolean quick;

  /**
   * Rounds that write their events to a folder on the disk to be measured.
   *
   * @param quick fewer rounds with fewer events: to see that everything works, not for figures
   */
  public Rounds(Path directory, boolean quick) {
    this.directory = directory;
    this.quick = quick;
  }

  /** All measurements, in the order in which they were made. */
  public List<Measurement> measure() throws IOException, InterruptedException {
    List<Measurement> all = new ArrayList<>();
    int rounds = quick ? 1 : 5;
    for (int round = 1; round <= rounds; round++) {
      System.out.println("Round " + round + " of " + rounds);
      for (Candidates candidate : Candidates.values()) {
        all.addAll(process(candidate.name()));
      }
      all.addAll(process(CandidateProcess.SYNCED));
    }
    all.addAll(process(CandidateProcess.GROWTH));
    return all;
  }

  private List<Measurement> process(String name) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Folders.empty(directory);
    Path events = Files.createDirectory(directory.resolve("events"));
    Path results = directory.resolve("results.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + HEAP,
                "-Xmx" + HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                CandidateProcess.class.getName(),
                name,
                events.toString(),
                results.toString(),
                quick ? "quick" : "full")
            .inheritIO()
            .start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(name + " takes longer than " + PATIENCE_MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with exit code " + process.exitValue());
    }
    System.out.println("  " + name);
    return new ObjectMapper().readValue(results.toFile(), new TypeReference<>() {});
  }
}
