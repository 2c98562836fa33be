package dev.eventlogger.benchmarks;

import java.util.Map;

/**
 * What one candidate did once.
 *
 * @param candidate who
 * @param scenario at what, such as {@code medium-2}: the shape and the number of producers
 * @param figures by name, which says the unit
 */
public record Measurement(String candidate, String scenario, Map<String, Double> figures) {
  public Measurement {
    figures = Map.copyOf(figures);
  }
}
