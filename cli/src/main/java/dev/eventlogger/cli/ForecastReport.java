package dev.eventlogger.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.cli.Forecast.Change;
import dev.eventlogger.cli.Forecast.Unmatched;
import dev.eventlogger.cli.Forecast.Validation;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What would become of an event, for people and for machines. */
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
    forecast.changes().forEach(change -> lines.add("  " + change.at() + ": " + word(change.how())));
    return lines;
  }

  private static String outcome(Forecast forecast) {
    if (forecast.outcome() instanceof Outcome.Invalid invalid) {
      return "invalid: " + word(invalid.reason());
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
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("line", line);
    put(json, forecast.outcome());
    if (!forecast.logs().isEmpty()) {
      forecast.logs().forEach(json.putArray("logs")::add);
    }
    if (!forecast.unmatched().isEmpty()) {
      ArrayNode unmatched = json.putArray("unmatched");
      for (Unmatched log : forecast.unmatched()) {
        unmatched.addObject().put("log", log.log()).put("when", log.key());
      }
    }
    if (forecast.sampling() != null) {
      json.put("sampling", forecast.sampling());
    }
    if (forecast.validation() != Validation.NONE) {
      json.put("validation", word(forecast.validation()));
    }
    if (!forecast.violations().isEmpty()) {
      problems(json, forecast.violations());
    }
    if (!forecast.changes().isEmpty()) {
      ArrayNode changes = json.putArray("changes");
      for (Change change : forecast.changes()) {
        changes.addObject().put("at", change.at()).put("how", word(change.how()));
      }
    }
    return json.toString();
  }

  private static void put(ObjectNode json, Outcome outcome) {
    if (outcome instanceof Outcome.Filtered filtered) {
      json.put("outcome", "filtered").put("rule", filtered.rule());
    } else if (outcome instanceof Outcome.Invalid invalid) {
      problems(
          json.put("outcome", "invalid").put("reason", word(invalid.reason())), invalid.problems());
    } else {
      json.put("outcome", "accepted");
    }
  }

  private static void problems(ObjectNode json, List<Problem> problems) {
    ArrayNode list = json.putArray("problems");
    for (Problem problem : problems) {
      list.addObject().put("at", problem.at()).put("problem", problem.problem());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
