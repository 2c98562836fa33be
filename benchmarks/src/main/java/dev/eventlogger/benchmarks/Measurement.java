package dev.eventlogger.benchmarks;

import java.util.Map;

/**
 * One measurement of one candidate.
 *
 * @param candidate its name
 * @param scenario what it did, such as {@code medium-2}: the shape and the number of producers
 * @param figures by name, which includes the unit
 */
public record Measurement(String candidate, String scenario, Map<String, Double> figures) {
  public Measurement {
    figures = Map.copyOf(figures);
  }
}
