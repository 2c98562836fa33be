package dev.eventlogger.benchmarks.report;

import dev.eventlogger.benchmarks.Measurement;
import java.util.List;

/** The medians of what was measured in several rounds. Immutable. */
final class Medians {

  private final List<Measurement> measurements;

  Medians(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  /** The median of a figure; NaN if it was never measured. */
  double of(String candidate, String scenario, String figure) {
    double[] sorted =
        measurements.stream()
            .filter(each -> each.candidate().equals(candidate) && each.scenario().equals(scenario))
            .filter(each -> each.figures().containsKey(figure))
            .mapToDouble(each -> each.figures().get(figure))
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The largest value of a figure in any round and any scenario; 0 if it was never measured. */
  double most(String candidate, String figure) {
    return measurements.stream()
        .filter(each -> each.candidate().equals(candidate))
        .mapToDouble(each -> each.figures().getOrDefault(figure, 0.0))
        .max()
        .orElse(0);
  }

  /** The scenarios of a candidate, in the order they were measured. */
  List<String> scenarios(String candidate) {
    return measurements.stream()
        .filter(each -> each.candidate().equals(candidate))
        .map(Measurement::scenario)
        .distinct()
        .toList();
  }
}
