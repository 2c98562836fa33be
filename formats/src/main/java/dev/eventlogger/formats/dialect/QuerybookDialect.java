package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of the beacons that Querybook's pages send, declared as text: {@code [{type, data,
 * timestamp}]}. The answer is 200 whatever became of the events, since nobody sends a beacon again;
 * its body says more to people who try it out. Immutable, thread-safe.
 */
final class QuerybookDialect implements Dialect {

  private final EventReader reader = new EventReader(false);
  private final BodyReader bodies;

  QuerybookDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "querybook";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/ds/context_log/"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Object value = bodies.value(request.body());
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return SentEvents.of(bodies.events(bodies.items(value), this::event));
    }
    throw UnreadableRequestException.malformed("the body: must be a JSON array of events");
  }

  private SentEvent event(Map<String, @Nullable Object> json) {
    Reading reading = reader.readQuerybook(json);
    return SentEvent.of(reading, null, ClockCorrection.NONE);
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    return Answer.json(200, Tally.of(verdicts).toJson(verdicts, false));
  }
}
