package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.formats.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of Umami's tracker: {@code {type, payload}}, where a payload without a name becomes a
 * VIEW. The payload becomes the data. Immutable, thread-safe.
 */
final class UmamiDialect implements Dialect {

  private static final String PAYLOAD = "payload";

  private final BodyReader bodies;

  UmamiDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "umami";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/send"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    JsonMembers in = new JsonMembers(bodies.object(request.body()));
    in.require(PAYLOAD, "what happened");
    JsonMembers payload = in.within(PAYLOAD);
    String type = in.text("type");
    boolean isEvent = "event".equals(type);
    String name = isEvent ? payload.text("name") : type;
    EventDraft draft = EventDraft.blank().name(name).uid(payload.uid("id"));
    draft.type(isEvent && name == null ? EventType.VIEW : null);
    if (!isEvent && !List.of("identify", "performance").contains(name == null ? "" : name)) {
      in.problem("type", "must be one of event, identify, performance");
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>(in.object(PAYLOAD));
    data.keySet().removeAll(List.of("name", "id", "timestamp"));
    draft.data(data).createdAt(EpochSeconds.read(payload.get("timestamp")));
    return SentEvents.of(List.of(SentEvent.of(in, draft, null, ClockCorrection.NONE)));
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict.isInvalid()) {
        return Answers.error(Refusal.of(400, Tally.words(verdict)));
      }
    }
    return Answer.json(200, Map.of("disabled", false));
  }
}
