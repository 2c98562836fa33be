package dev.eventlogger.benchmarks.seal;

import com.sun.management.OperatingSystemMXBean;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Logs the same events through a journal to a file, with and without a seal, alternately in one
 * process; the clock stops when everything is delivered and sealed.
 */
public final class SealCost {

  private static final int WARM_UP = 3;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path folder;
  private final int rounds;
  private final int events;

  /** The cost of a run, in nanoseconds an event. */
  private record Cost(double wall, double cpu) {}

  private SealCost(Path folder, boolean quick) {
    this.folder = folder;
    rounds = quick ? 1 : 9;
    events = quick ? 20_000 : 400_000;
  }

  /** Measures, and writes {@code seal.md} to the folder for results. */
  public static void measure(Path folder, Path results, boolean quick) throws IOException {
    String report = new SealCost(folder, quick).measure();
    System.out.println(report);
    Files.createDirectories(results);
    Files.writeString(results.resolve("seal.md"), report);
  }

  private String measure() throws IOException {
    Files.createDirectories(folder);
    List<Cost> without = new ArrayList<>();
    List<Cost> with = new ArrayList<>();
    for (int round = 0; round < WARM_UP + rounds; round++) {
      Cost plain = run("");
      Cost sealed = run(", seal: {}");
      if (round >= WARM_UP) {
        without.add(plain);
        with.add(sealed);
      }
    }
    Cost plain = median(without);
    Cost sealed = median(with);
    return String.format(
        Locale.ROOT,
        """
        # What a seal costs

        %,d events through a journal into a file, on %s, %d times by turns; medians.

        | | events/s | CPU of the process, µs/event |
        |---|---|---|
        | without a seal | %,.0f | %.2f |
        | `seal: {}` | %,.0f | %.2f |
        | difference, µs/event | %.2f | %.2f |
        """,
        events,
        Files.getFileStore(folder).type(),
        rounds,
        1e9 / plain.wall(),
        plain.cpu() / 1000,
        1e9 / sealed.wall(),
        sealed.cpu() / 1000,
        (sealed.wall() - plain.wall()) / 1000,
        (sealed.cpu() - plain.cpu()) / 1000);
  }

  private Cost run(String seal) throws IOException {
    Path run = Files.createDirectories(folder.resolve("seal-cost"));
    String yaml =
        """
        EVENT_LOGGER_NAME: file
        EVENT_LOGGERS:
          file: {path: "%s", max_bytes: 1000000000000%s}
        EVENT_DELIVERY: {directory: "%s", on_full: block(1m), close_timeout: 2m}
        """
            .replaceFirst("%s", run.resolve("events.ndjson").toString())
            .replaceFirst("%s", seal)
            .replaceFirst("%s", run.resolve("journal").toString());
    EventLogger logger = EventLogger.open(EventLoggerConfig.parse("benchmark", yaml, Map.of()));
    long cpu = PROCESS.getProcessCpuTime();
    long begun = System.nanoTime();
    log(logger);
    logger.close();
    double wall = (double) (System.nanoTime() - begun) / events;
    double used = (double) (PROCESS.getProcessCpuTime() - cpu) / events;
    delete(run);
    return new Cost(wall, used);
  }

  private void log(EventLogger logger) {
    Map<String, Object> data =
        Map.of(
            "element",
            "RUN_QUERY",
            "path",
            "/orders/2026/11/30",
            "text",
            "x".repeat(200),
            "count",
            17);
    for (int i = 0; i < events; i++) {
      if (!logger.log("42", EventType.CLICK, data).isAccepted()) {
        throw new IllegalStateException("an event was not taken");
      }
    }
  }

  private static Cost median(List<Cost> costs) {
    return new Cost(
        costs.stream().mapToDouble(Cost::wall).sorted().toArray()[costs.size() / 2],
        costs.stream().mapToDouble(Cost::cpu).sorted().toArray()[costs.size() / 2]);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean unused = Files.deleteIfExists(file); // the seal may still be tidying up
      }
    }
  }
}
