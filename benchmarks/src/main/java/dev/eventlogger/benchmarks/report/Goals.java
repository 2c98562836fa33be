package dev.eventlogger.benchmarks.report;

import dev.eventlogger.benchmarks.endtoend.Candidates;
import dev.eventlogger.benchmarks.endtoend.JupyterEvents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The goals of this library, and whether it reached them. For one report. */
final class Goals {

  private static final String OURS = Candidates.EVENT_LOGGER.name();
  private static final String RATE = "events_per_second";
  private static final String CPU = "cpu_ns_per_event";
  private static final int[] PRODUCERS = {1, 2, 4, 8};

  private final Medians medians;
  private final GoalTable table = new GoalTable();

  Goals(Medians medians) {
    this.medians = medians;
  }

  /** The fastest peer with two producers, among those that lost nothing. */
  static Candidates fastestLossless(Medians medians) {
    return Arrays.stream(Candidates.values())
        .filter(Candidates::isPeer)
        .filter(peer -> !Double.isNaN(medians.of(peer.name(), "medium-2", RATE)))
        .filter(peer -> medians.most(peer.name(), "lost") == 0)
        .max(Comparator.comparingDouble(peer -> medians.of(peer.name(), "medium-2", RATE)))
        .orElse(Candidates.JAVA_LOGGING);
  }

  Table table() {
    String peer = fastestLossless(medians).name();
    table.atLeast("events/s, 2 producers, to the peer's", 2, ratio(peer, "medium-2", RATE));
    table.atLeast("events/s, 1 producer, to the peer's", 1.5, ratio(peer, "medium-1", RATE));
    String stream = Candidates.BARE_STREAM.name();
    table.atLeast(
        "events/s, 2 producers, to the bare stream's", 0.3, ratio(stream, "medium-2", RATE));
    table.atMost("CPU per event, 2 producers, to the peer's", 0.7, ratio(peer, "medium-2", CPU));
    table.atMost("events lost, any number of producers", 0, medians.most(OURS, "lost"));
    paced(peer);
    validation();
    String journal = Candidates.EVENT_LOGGER_JOURNAL.name();
    for (int producers : PRODUCERS) {
      String scenario = "medium-" + producers;
      double share = medians.of(journal, scenario, RATE) / medians.of(OURS, scenario, RATE);
      table.atLeast("journal to memory, events/s, " + producers + " producers", 0.5, share);
    }
    growth();
    table.atLeast(
        "events/s, 1 producer, to Jupyter Events'",
        80,
        ratio(JupyterEvents.NAME, "medium-1", RATE));
    return table.table();
  }

  private double ratio(String other, String scenario, String figure) {
    return medians.of(OURS, scenario, figure) / medians.of(other, scenario, figure);
  }

  private void paced(String peer) {
    String paced = "medium-paced";
    table.atMost("call at 10k/s, p50, ns", 1_000, medians.of(OURS, paced, "call_p50_ns"));
    table.atMost("call at 10k/s, p50, to the peer's", 0.15, ratio(peer, paced, "call_p50_ns"));
    table.atMost("call at 10k/s, p99, ns", 4_000, medians.of(OURS, paced, "call_p99_ns"));
    table.atMost(
        "bytes allocated by a call at 10k/s",
        64,
        medians.of(OURS, paced, "caller_bytes_per_event"));
  }

  private void validation() {
    double fast = micro("ValidationBenchmark.fast", "ns");
    table.atLeast(
        "validation, Vert.x to ours", 150, micro("ValidationBenchmark.vertx", "ns") / fast);
    table.atLeast(
        "validation, networknt to ours", 8, micro("ValidationBenchmark.networknt", "ns") / fast);
    // JMH's own bookkeeping takes some thousandths of a byte.
    table.atMost("validation, bytes", 0.5, micro("ValidationBenchmark.fast", "bytes"));
    table.atLeast(
        "strict validation, bare Vert.x to ours",
        0.85,
        micro("ValidationBenchmark.vertx", "ns") / micro("ValidationBenchmark.strict", "ns"));
  }

  private double micro(String benchmark, String figure) {
    return medians.of("JMH", benchmark, figure);
  }

  private void growth() {
    List<String> scenarios = medians.scenarios(OURS);
    for (String kind : List.of("events-", "schemas-")) {
      double[] costs =
          scenarios.stream()
              .filter(scenario -> scenario.startsWith(kind))
              .mapToDouble(scenario -> medians.of(OURS, scenario, "caller_cpu_ns_per_event"))
              .toArray();
      double most = Arrays.stream(costs).max().orElse(Double.NaN);
      double least = Arrays.stream(costs).min().orElse(Double.NaN);
      // That is, within a fifth of the middle, up and down.
      table.atMost(
          "growth by " + kind.replace("-", "") + ", dearest to cheapest", 1.5, most / least);
    }
  }
}
