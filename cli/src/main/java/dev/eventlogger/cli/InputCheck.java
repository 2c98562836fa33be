package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Workspace;
import dev.eventlogger.schema.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Checks events, and answers each with a line of JSON. For one run. */
final class InputCheck {

  private static final String DATA = "/event_data";

  private final Intake intake;
  private final PrintWriter out;
  private final Workspace workspace = new Workspace();
  private boolean allValid = true;

  InputCheck(Schemas schemas, PrintWriter out) {
    intake = Intake.onlyChecking(schemas);
    this.out = out;
  }

  int run(EventsInput events) throws IOException {
    events.forEach(
        new EventReader(false),
        (line, reading, progress) -> {
          List<Problem> problems = problems(reading);
          progress.clear();
          print(line, problems);
        });
    return allValid ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private List<Problem> problems(Reading reading) {
    if (reading instanceof Reading.Refused refused) {
      return refused.problems().stream()
          .map(problem -> problem.at().equals(DATA) ? problem : inData(problem))
          .toList();
    }
    EventDraft draft = ((Reading.Read) reading).draft();
    return intake.take(draft, Map.of(), 1, workspace) instanceof Outcome.Invalid invalid
        ? invalid.problems().stream().map(InputCheck::inData).toList()
        : List.of();
  }

  private void print(long line, List<Problem> problems) {
    allValid &= problems.isEmpty();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("line", line);
    answer.put("valid", problems.isEmpty());
    if (!problems.isEmpty()) {
      ArrayNode list = answer.putArray("problems");
      for (Problem problem : problems) {
        list.addObject().put("at", problem.at()).put("problem", problem.problem());
      }
    }
    out.println(answer);
  }

  /** A problem in the data, located as the schema sees it; any other problem unchanged. */
  private static Problem inData(Problem problem) {
    boolean isInData = problem.at().equals(DATA) || problem.at().startsWith(DATA + "/");
    return isInData
        ? new Problem(problem.at().substring(DATA.length()), problem.problem())
        : problem;
  }
}
