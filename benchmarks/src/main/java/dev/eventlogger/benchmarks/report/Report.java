package dev.eventlogger.benchmarks.report;

import static dev.eventlogger.benchmarks.report.Numbers.ratio;
import static dev.eventlogger.benchmarks.report.Numbers.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.endtoend.Candidates;
import dev.eventlogger.benchmarks.endtoend.JupyterEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the measurements as JSON, as a page of Markdown, and as charts. */
public final class Report {

  private static final List<String> PRODUCERS = List.of("1", "2", "4", "8");
  private static final String RATE = "events_per_second";
  private static final String PACED = "medium-paced";

  private final List<Measurement> measurements;
  private final Medians medians;
  private final Candidates peer;

  /** A report about all rounds. */
  public Report(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
    medians = new Medians(measurements);
    peer = Goals.fastestLossless(medians);
  }

  /** Writes the report to a folder. */
  public void write(Path folder, boolean quick) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", quick ? "quick" : "full");
    json.put("machine", Machine.description());
    json.put("versions", Machine.versions());
    json.put("measurements", measurements);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("results.json").toFile(), json);
    chart(folder, "rate.svg", "Events/s, medium shape, 2 producers", "medium-2", RATE);
    chart(folder, "cpu.svg", "CPU ns for each event, 2 producers", "medium-2", "cpu_ns_per_event");
    chart(folder, "call.svg", "ns for a call at 10,000 a second, p50", PACED, "call_p50_ns");
    Files.writeString(folder.resolve("README.md"), markdown(quick));
  }

  private void chart(Path folder, String file, String title, String scenario, String figure)
      throws IOException {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Candidates candidate : Candidates.values()) {
      double value = medians.of(candidate.name(), scenario, figure);
      bars.add(new BarChart.Bar(candidate.label(), value, isOurs(candidate)));
    }
    Files.writeString(folder.resolve(file), new BarChart(title, bars).toSvg());
  }

  private static boolean isOurs(Candidates candidate) {
    return !candidate.isPeer() && candidate != Candidates.BARE_STREAM;
  }

  private String markdown(boolean quick) throws IOException {
    return String.format(
            Locale.ROOT,
            """
        # Results

        Written by the benchmarks; [CONTRIBUTING](../../CONTRIBUTING.md) says how to run them, and how they measure.
        Medians of the rounds in `results.json`.%s

        %s
        Versions: %s.

        ## Goals

        The peer is the fastest that lost nothing: %s. None of the peers validates, makes ids, or tells the caller what
        became of an event.

        %s
        """,
            quick ? " **A quick run, only to see that all works.**" : "",
            Machine.listed(Machine.description()),
            Machine.listed(Machine.versions()),
            peer.label(),
            new Goals(medians).table())
        + endToEnd()
        + alone();
  }

  private String endToEnd() {
    return String.format(
        Locale.ROOT,
        """
        ## From the caller to a file

        Events of the medium shape, a second, until all are in the file; by number of producers. In brackets: to the peer.

        %s
        ![events a second](rate.svg)

        CPU nanoseconds for each event, of the whole process; bytes that the caller's thread allocates for each; and
        events that were lost, at most in any round.

        %s
        ![CPU](cpu.svg)

        One call of one producer that makes 10,000 a second, in nanoseconds:

        %s
        ![a call](call.svg)

        Other shapes, 2 producers, events/s:

        %s
        """,
        rates(),
        costs(),
        calls(),
        shapes());
  }

  private Table rates() {
    Table table = new Table("", "1", "2", "4", "8");
    for (Candidates candidate : Candidates.values()) {
      List<String> cells = new ArrayList<>(List.of(candidate.label()));
      for (String producers : PRODUCERS) {
        double rate = medians.of(candidate.name(), "medium-" + producers, RATE);
        double other = medians.of(peer.name(), "medium-" + producers, RATE);
        cells.add(text(rate) + " (" + ratio(rate, other) + ")");
      }
      table.row(cells);
    }
    double jupyter = medians.of(JupyterEvents.NAME, "medium-1", RATE);
    return table.row("Jupyter Events (Python)", text(jupyter), "–", "–", "–");
  }

  private Table costs() {
    Table table = new Table("", "CPU, 1 producer", "CPU, 2", "bytes, 2", "lost");
    for (Candidates each : Candidates.values()) {
      table.row(
          each.label(),
          text(medians.of(each.name(), "medium-1", "cpu_ns_per_event")),
          text(medians.of(each.name(), "medium-2", "cpu_ns_per_event")),
          text(medians.of(each.name(), "medium-2", "caller_bytes_per_event")),
          text(medians.most(each.name(), "lost")));
    }
    return table;
  }

  private Table calls() {
    Table table = new Table("", "p50", "p99", "p99.9", "bytes");
    for (Candidates each : Candidates.values()) {
      table.row(
          each.label(),
          text(medians.of(each.name(), PACED, "call_p50_ns")),
          text(medians.of(each.name(), PACED, "call_p99_ns")),
          text(medians.of(each.name(), PACED, "call_p999_ns")),
          text(medians.of(each.name(), PACED, "caller_bytes_per_event")));
    }
    return table;
  }

  private Table shapes() {
    Table table = new Table("", "tiny", "medium", "large");
    Arrays.stream(Candidates.values())
        .forEach(
            each ->
                table.row(
                    each.label(),
                    text(medians.of(each.name(), "tiny-2", RATE)),
                    text(medians.of(each.name(), "medium-2", RATE)),
                    text(medians.of(each.name(), "large-2", RATE))));
    return table;
  }

  private String alone() {
    String synced = "EVENT_LOGGER_SYNCED";
    return String.format(
        Locale.ROOT,
        """
        ## This library alone

        `sync: always`, 16 producers: %s events/s; half of the calls take up to %s µs, where one sync of this disk takes %s µs.

        Growth: CPU nanoseconds of the caller for each event, after so many events, or with so many schemas.

        %s
        Parts, one call, by JMH:

        %s""",
        text(medians.of(synced, "medium-16", RATE)),
        text(medians.of(synced, "medium-16", "call_p50_ns") / 1000),
        text(medians.of("DISK", "sync", "sync_ns") / 1000),
        growth(),
        parts());
  }

  private Table growth() {
    String ours = Candidates.EVENT_LOGGER.name();
    Table table = new Table("", "caller's CPU ns", "events/s");
    for (String scenario : medians.scenarios(ours)) {
      if (scenario.startsWith("events-") || scenario.startsWith("schemas-")) {
        table.row(
            scenario.replace('-', ' '),
            text(medians.of(ours, scenario, "caller_cpu_ns_per_event")),
            text(medians.of(ours, scenario, RATE)));
      }
    }
    return table;
  }

  private Table parts() {
    Table table = new Table("", "ns", "bytes");
    for (String benchmark : medians.scenarios("JMH")) {
      table.row(
          benchmark,
          text(medians.of("JMH", benchmark, "ns")),
          text(medians.of("JMH", benchmark, "bytes")));
    }
    return table;
  }
}
