package dev.eventlogger.schema.registry;

import dev.eventlogger.event.Problem;
import dev.eventlogger.schema.pattern.WorkExceededException;
import dev.eventlogger.schema.registry.VertxRun.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains what is wrong with values that Vert.x refuses, from all the errors that Vert.x reports.
 * If those would take too much memory, it examines only the beginnings of the value's arrays and
 * objects. Thread-safe.
 */
final class Explanation {

  /** With these, what one value must meet may depend on others that were cut off. */
  private static final Pattern CONDITIONAL =
      Pattern.compile("/(anyOf|oneOf|not|if|then|else|contains|dependentSchemas|dependencies)/");

  private final VertxRun run;
  private final ProblemReport report;

  Explanation(LinkedSchema linked) {
    run = VertxRun.forFindings(linked);
    report = new ProblemReport(run);
  }

  /** What is wrong with a value, as {@link PlainJson} copies values; at least one problem. */
  List<Problem> problems(Map<String, @Nullable Object> value, PlainJson.Size size) {
    try {
      return report.problems(findings(value, size));
    } catch (WorkExceededException e) {
      return ofItsBeginnings(value);
    }
  }

  private List<Problem> ofItsBeginnings(Map<String, @Nullable Object> value) {
    Beginnings beginnings = new Beginnings(value);
    List<Problem> problems = new ArrayList<>();
    try {
      List<Finding> sure =
          findings(beginnings.value(), beginnings.size()).stream()
              .filter(finding -> !CONDITIONAL.matcher(finding.keyword()).find())
              .filter(finding -> beginnings.hasWhole(ProblemReport.keys(finding.at())))
              .toList();
      if (!sure.isEmpty()) {
        problems.addAll(report.problems(sure));
      }
    } catch (WorkExceededException e) {
      // Then the message goes without.
    }
    problems.add(new Problem("", "does not meet the schema, and is too large to say all of it"));
    return problems;
  }

  private List<Finding> findings(Map<String, @Nullable Object> value, PlainJson.Size size) {
    return run.findings(value, WorkBudget.ofFindings(size));
  }
}
