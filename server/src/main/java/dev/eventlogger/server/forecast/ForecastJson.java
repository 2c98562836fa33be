package dev.eventlogger.server.forecast;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.server.forecast.Forecast.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes forecasts as JSON, for machines. */
public final class ForecastJson {

  private ForecastJson() {}

  /**
   * A forecast as a JSON object.
   *
   * @param place the name of the member that says which event it is: {@code line} or {@code index}
   */
  public static Map<String, Object> of(String place, long number, Forecast forecast) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(place, number);
    put(json, forecast.outcome());
    if (!forecast.logs().isEmpty()) {
      json.put("logs", forecast.logs());
    }
    if (!forecast.unmatched().isEmpty()) {
      json.put(
          "unmatched",
          forecast.unmatched().stream()
              .map(log -> pair("log", log.log(), "when", log.key()))
              .toList());
    }
    if (forecast.sampling() != null) {
      json.put("sampling", forecast.sampling());
    }
    if (forecast.validation() != Validation.NONE) {
      json.put("validation", word(forecast.validation()));
    }
    if (!forecast.violations().isEmpty()) {
      json.put("problems", problems(forecast.violations()));
    }
    if (!forecast.changes().isEmpty()) {
      json.put(
          "changes",
          forecast.changes().stream()
              .map(change -> pair("at", change.at(), "how", word(change.how())))
              .toList());
    }
    return json;
  }

  private static void put(Map<String, Object> json, Outcome outcome) {
    if (outcome instanceof Outcome.Filtered filtered) {
      json.put("outcome", "filtered");
      json.put("rule", filtered.rule());
    } else if (outcome instanceof Outcome.Invalid invalid) {
      json.put("outcome", "invalid");
      json.put("reason", word(invalid.reason()));
      json.put("problems", problems(invalid.problems()));
    } else {
      json.put("outcome", "accepted");
    }
  }

  private static List<Map<String, Object>> problems(List<Problem> problems) {
    return problems.stream()
        .map(problem -> pair("at", problem.at(), "problem", problem.problem()))
        .toList();
  }

  private static Map<String, Object> pair(
      String first, Object value, String second, Object secondValue) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(first, value);
    pair.put(second, secondValue);
    return pair;
  }

  /** A constant as a word: {@code violates-schema}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
