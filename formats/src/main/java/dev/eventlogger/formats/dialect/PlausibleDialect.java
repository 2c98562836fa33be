package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.formats.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of Plausible's tracker, with short names, and of its events API, with long ones: an
 * event with a URL, a domain, a referrer and properties. {@code pageview} becomes a VIEW.
 * Immutable, thread-safe.
 */
final class PlausibleDialect implements Dialect {

  private static final String NAME = "name";

  /** The long names of short ones. */
  private static final Map<String, String> LONG =
      Map.of("n", NAME, "u", "url", "d", "domain", "r", "referrer", "p", "props", "m", "props");

  private final BodyReader bodies;

  PlausibleDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "plausible";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/event"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    bodies.object(request.body()).forEach((key, value) -> put(data, key, value));
    JsonMembers in = new JsonMembers(data);
    in.require(NAME, "the event's name, as n or name");
    String name = in.text(NAME);
    boolean isView = "pageview".equals(name);
    EventDraft draft = EventDraft.blank().type(isView ? EventType.VIEW : null);
    data.remove(NAME);
    draft.name(isView ? null : name).data(data);
    return SentEvents.of(List.of(SentEvent.of(in, draft, null, ClockCorrection.NONE)));
  }

  private static void put(Map<String, @Nullable Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(LONG.getOrDefault(key, key), value);
    }
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict.isInvalid()) {
        return Answers.error(Refusal.of(400, Tally.words(verdict)));
      }
    }
    return new Answer(202, "text/plain", "ok".getBytes(UTF_8), Map.of());
  }
}
