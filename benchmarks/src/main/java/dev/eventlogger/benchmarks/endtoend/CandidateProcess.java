package dev.eventlogger.benchmarks.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process of one candidate: warms up, then runs all scenarios. Two more such processes measure
 * this library alone: {@link Growth} and {@link SyncedJournal}.
 */
final class CandidateProcess {

  static final String GROWTH = "GROWTH";
  static final String SYNCED = "SYNCED";

  // With fewer, late compilation would still speed up the fastest candidates.
  private static final int WARM_UP_ROUNDS = 6;
  private static final int[] PRODUCERS = {1, 2, 4, 8};

  private final Candidates candidate;
  private final Path directory;
  private final boolean quick;

  private CandidateProcess(Candidates candidate, Path directory, boolean quick) {
    this.candidate = candidate;
    this.directory = directory;
    this.quick = quick;
  }

  /**
   * Measures a candidate.
   *
   * @param arguments its name or that of another process, a folder to write events to, the file for
   *     the measurements, and {@code quick} or {@code full}
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    boolean quick = arguments[3].equals("quick");
    List<Measurement> measurements =
        switch (arguments[0]) {
          case GROWTH -> Growth.measure(directory, quick);
          case SYNCED -> SyncedJournal.measure(directory, quick);
          default ->
              new CandidateProcess(Candidates.valueOf(arguments[0]), directory, quick).measure();
        };
    new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), measurements);
    System.exit(0); // even if a candidate left threads behind
  }

  private List<Measurement> measure() throws Exception {
    for (int round = 0; round < (quick ? 2 : WARM_UP_ROUNDS); round++) {
      for (Scenario scenario : warmUp()) {
        run(scenario);
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      measurements.add(run(scenario));
    }
    return measurements;
  }

  private static List<Scenario> warmUp() {
    return List.of(
        Scenario.atFullSpeed(Shape.MEDIUM, 2, 300_000),
        Scenario.atFullSpeed(Shape.TINY, 2, 50_000),
        Scenario.atFullSpeed(Shape.LARGE, 2, 20_000));
  }

  private List<Scenario> scenarios() {
    int share = quick ? 4 : 1;
    List<Scenario> scenarios = new ArrayList<>();
    for (int producers : PRODUCERS) {
      scenarios.add(Scenario.atFullSpeed(Shape.MEDIUM, producers, 800_000 / share));
    }
    scenarios.add(Scenario.atFullSpeed(Shape.TINY, 2, 800_000 / share));
    scenarios.add(Scenario.atFullSpeed(Shape.LARGE, 2, 200_000 / share));
    scenarios.add(Scenario.paced(Shape.MEDIUM, 20_000 / share));
    return scenarios;
  }

  private Measurement run(Scenario scenario) throws Exception {
    Path file = directory.resolve(scenario.name() + ".ndjson");
    try {
      return scenario.run(candidate.name(), candidate::open, file);
    } finally {
      Folders.empty(directory);
    }
  }
}
