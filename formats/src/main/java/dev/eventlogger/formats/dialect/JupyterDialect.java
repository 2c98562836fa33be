package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.formats.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dialect in which JupyterLab posts to a Jupyter Server: one event, {@code {schema_id, version,
 * data[, timestamp]}}, declared as text. Other members are ignored, as they are there. JupyterLab
 * takes only 204 for a success. Immutable, thread-safe.
 */
final class JupyterDialect implements Dialect {

  private static final List<String> REQUIRED = List.of("schema_id", "version", "data");
  private static final List<String> KEYS = List.of("schema_id", "version", "data", "timestamp");

  private final EventReader reader = new EventReader(false);
  private final BodyReader bodies;

  JupyterDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "jupyter";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/events"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> json = bodies.object(request.body());
    Map<String, @Nullable Object> known = new LinkedHashMap<>(json);
    known.keySet().retainAll(KEYS);
    JsonMembers in = new JsonMembers(known);
    REQUIRED.forEach(key -> in.require(key, "Jupyter Server requires it"));
    List<Problem> problems = in.problems();
    Reading reading =
        problems.isEmpty() ? reader.readJupyter(known) : new Reading.Refused(problems);
    return SentEvents.of(List.of(SentEvent.of(reading, null, ClockCorrection.NONE)));
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict.isInvalid()) {
        return refusal(400, Tally.words(verdict));
      }
    }
    return Answer.empty(204);
  }

  @Override
  public Answer refuse(SentRequest request, Refusal refusal) {
    return Answers.withRetryAfter(refusal(refusal.status(), refusal.reason()), refusal);
  }

  /** An error in the form of Jupyter Server's. */
  private static Answer refusal(int status, String message) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("message", message);
    json.put("reason", null);
    return Answer.json(status, json);
  }
}
