package dev.eventlogger.benchmarks.report;

import static dev.eventlogger.benchmarks.report.Numbers.ratio;
import static dev.eventlogger.benchmarks.report.Numbers.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.server.Contestant;
import dev.eventlogger.benchmarks.server.ServerRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** Writes the measurements of servers as JSON, and as a page of Markdown. */
public final class ServerReport {

  private static final String ONE = ServerRounds.scenario(1);
  private static final String BATCH = ServerRounds.scenario(100);
  private static final String REQUESTS = "requests_per_cpu_second";
  private static final String EVENTS = "events_per_cpu_second";

  private final List<Measurement> measurements;
  private final Medians medians;

  /** A report about all rounds. */
  public ServerReport(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
    medians = new Medians(measurements);
  }

  /** Writes {@code server.md} and {@code server.json} to a folder. */
  public void write(Path folder, boolean quick) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", quick ? "quick" : "full");
    json.put("machine", Machine.description());
    json.put("versions", Machine.versions());
    json.put("measurements", measurements);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("server.json").toFile(), json);
    Files.writeString(folder.resolve("server.md"), markdown(quick));
  }

  private String markdown(boolean quick) throws IOException {
    return String.format(
        Locale.ROOT,
        """
        # Results of the server

        Written by the benchmarks; [CONTRIBUTING](../../CONTRIBUTING.md) says how to run them, and how they measure.
        Medians of the rounds in `server.json`, of which there are %d.%s

        %s
        Versions: %s.

        ## For each CPU second of the server

        Clicks of some 250 bytes, one in a request or 100 as lines of one. CPU is user and system time of the server's process, as the
        kernel counts it, with all that happens in there: delivery to a file and collecting garbage too. In brackets: to nginx.

        %s
        nginx and Jetty look into no body and check nothing. The last column is what was answered in a round, warm-up and all: exactly so many
        events are in the file, and our ledger balances; else the run would have failed. Jetty keeps none.

        ## Goals

        %s
        ## At half load

        Milliseconds from when a request was due to its answer, at half of the requests a second that the row had at full speed, which
        32 connections and the load's own thread on the same machine allowed. The last column is the machine's load average meanwhile.

        %s
        ## Idle connections

        %s
        """,
        rounds(),
        quick ? " **A quick run, only to see that all works.**" : "",
        Machine.listed(Machine.description()),
        Machine.listed(Machine.versions()),
        costs(),
        goals(),
        halfLoad(),
        idle());
  }

  private long rounds() {
    return measurements.stream()
        .filter(each -> each.candidate().equals(Contestant.MEMORY.name()))
        .filter(each -> each.scenario().equals(ONE))
        .count();
  }

  private double of(Contestant contestant, String scenario, String figure) {
    return medians.of(contestant.name(), scenario, figure);
  }

  private Table costs() {
    Table table = new Table("", "requests of one", "events in batches of 100", "events answered");
    double ones = of(Contestant.NGINX, ONE, REQUESTS);
    double batches = of(Contestant.NGINX, BATCH, EVENTS);
    for (Contestant each : Contestant.values()) {
      double one = of(each, ONE, REQUESTS);
      double batch = of(each, BATCH, EVENTS);
      table.row(
          each.label(),
          text(one) + " (" + ratio(one, ones) + ")",
          text(batch) + " (" + ratio(batch, batches) + ")",
          text(of(each, ServerRounds.WHOLE, "answered")));
    }
    return table;
  }

  private Table goals() {
    GoalTable table = new GoalTable();
    table.atLeast("requests of one for a CPU second", 40_000, of(Contestant.MEMORY, ONE, REQUESTS));
    table.atLeast("events in batches of 100", 400_000, of(Contestant.MEMORY, BATCH, EVENTS));
    table.atLeast("requests of one, journal", 20_000, of(Contestant.JOURNAL, ONE, REQUESTS));
    table.atLeast("events in batches, journal", 200_000, of(Contestant.JOURNAL, BATCH, EVENTS));
    for (Contestant own : List.of(Contestant.MEMORY, Contestant.JOURNAL)) {
      table.atMost("p99 at half load, ms: " + own.label(), 10, of(own, ONE, "half_p99_ms"));
    }
    return table.table();
  }

  private Table halfLoad() {
    Table table =
        new Table("", "requests of one/s", "p50", "p99", "batches/s", "p50", "p99", "load average");
    for (Contestant each : Contestant.values()) {
      table.row(
          each.label(),
          text(of(each, ONE, "requests_per_second") / 2),
          text(of(each, ONE, "half_p50_ms")),
          text(of(each, ONE, "half_p99_ms")),
          text(of(each, BATCH, "requests_per_second") / 2),
          text(of(each, BATCH, "half_p50_ms")),
          text(of(each, BATCH, "half_p99_ms")),
          loads(each));
    }
    return table;
  }

  /** From the least to the most. */
  private String loads(Contestant contestant) {
    DoubleStream loads =
        measurements.stream()
            .filter(each -> each.candidate().equals(contestant.name()))
            .map(each -> each.figures().get("load"))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue);
    var all = loads.summaryStatistics();
    return all.getCount() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f–%.1f", all.getMin(), all.getMax());
  }

  private String idle() {
    Contestant own = Contestant.MEMORY;
    return String.format(
        Locale.ROOT,
        "%s connections that have sent one event each, with a heap of 128 MiB: after a collection %s MiB"
            + " are used, where %s MiB were used before them: %s bytes for each.\n",
        text(of(own, ServerRounds.IDLE, "connections")),
        text(of(own, ServerRounds.IDLE, "heap_mib")),
        text(of(own, ServerRounds.IDLE, "heap_before_mib")),
        text(of(own, ServerRounds.IDLE, "bytes_per_connection")));
  }
}
