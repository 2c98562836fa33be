package dev.eventlogger.cli;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.server.forecast.Forecast;
import dev.eventlogger.server.forecast.Forecast.Validation;
import dev.eventlogger.server.forecast.ForecastJson;
import java.util.ArrayList;
import java.util.List;

/** Reports what would become of an event, for people and for programs. */
final class ForecastReport {

  private ForecastReport() {}

  static List<String> text(long line, Forecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add("line " + line + ": " + outcome(forecast));
    if (forecast.outcome() instanceof Outcome.Invalid invalid) {
      invalid.problems().forEach(problem -> lines.add("  " + problem));
      return lines;
    }
    if (forecast.sampling() != null) {
      lines.add("  sampled: kept by " + forecast.sampling());
    }
    if (forecast.validation() != Validation.NONE) {
      lines.add("  schema: " + schema(forecast.validation()));
    }
    forecast.violations().forEach(problem -> lines.add("    " + problem));
    forecast
        .changes()
        .forEach(change -> lines.add("  " + change.at() + ": " + ForecastJson.word(change.how())));
    return lines;
  }

  private static String outcome(Forecast forecast) {
    if (forecast.outcome() instanceof Outcome.Invalid invalid) {
      return "invalid: " + ForecastJson.word(invalid.reason());
    }
    if (forecast.outcome() instanceof Outcome.Filtered filtered) {
      return forecast.unmatched().isEmpty()
          ? "filtered by " + filtered.rule()
          : "filtered: no log wants it: " + unmatched(forecast);
    }
    String logs = "goes to " + String.join(", ", forecast.logs());
    return forecast.unmatched().isEmpty() ? logs : logs + "; not to " + unmatched(forecast);
  }

  private static String unmatched(Forecast forecast) {
    return forecast.unmatched().stream()
        .map(unmatched -> unmatched.log() + " (when." + unmatched.key() + ")")
        .collect(joining(", "));
  }

  private static String schema(Validation validation) {
    return switch (validation) {
      case NONE -> "none";
      case UNREGISTERED -> "not registered; recorded unchecked";
      case VALID -> "valid";
      case INVALID -> "not valid; what it describes is recorded";
    };
  }

  static String json(long line, Forecast forecast) {
    return JsonText.of(ForecastJson.of("line", line, forecast));
  }
}
