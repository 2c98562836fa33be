package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.CanonicalReader;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.formats.JsonMembers;
import dev.eventlogger.formats.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our own dialect: one event, an array, one event on each line, or what our browser client sends,
 * {@code {"sent_at": …, "events": […]}}. Each event may have any form that {@link EventReader}
 * knows.
 *
 * <p>If the content type does not say so, a body consists of lines if its first line is a whole
 * object and more lines follow. Blank lines are ignored. Immutable, thread-safe.
 */
final class EventLoggerDialect implements Dialect {

  static final String PATH = "/v1/events";

  private static final Set<String> LINES =
      Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "text/x-ndjson");

  // What beacons and curl -d send for any content.
  private static final Set<String> ANYTHING =
      Set.of("text/plain", "application/x-www-form-urlencoded");

  private static final String EVENTS = "events";
  private static final String SENT_AT = "sent_at";

  /** The answer to nearly every request with one event. */
  private static final Answer ONE_ACCEPTED =
      Answer.json(200, Tally.ONE_ACCEPTED.toJson(List.of(), false));

  private final EventReader reader = new EventReader(false);
  private final BodyReader bodies;

  EventLoggerDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "event-logger";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    MediaType type = request.mediaType();
    byte[] body = request.body();
    bodies.checkValues(body);
    if (type == null || type.isJson() || type.isAnyOf(ANYTHING)) {
      try {
        return read(request, bodies.value(body, 0, body.length));
      } catch (MalformedJsonException e) {
        if (!beginsWithObject(body)) {
          throw UnreadableRequestException.malformed("the body: " + e.problem());
        }
      }
    } else if (!type.isAnyOf(LINES)) {
      throw UnreadableRequestException.unsupported(
          "Content-Type: must be application/json, application/x-ndjson or text/plain");
    }
    return SentEvents.of(lines(body));
  }

  private SentEvents read(SentRequest request, @Nullable Object value)
      throws UnreadableRequestException {
    if (value instanceof Map<?, ?> object
        && object.get(EVENTS) instanceof List<?> events
        && !isJupyterCapsule(object)) {
      ClockCorrection correction = correction(request, JsonReader.asObject(object));
      bodies.checkCount(events.size());
      return SentEvents.of(bodies.events(events, json -> event(json, correction)));
    }
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return SentEvents.of(
          bodies.events(bodies.items(value), json -> event(json, ClockCorrection.NONE)));
    }
    throw UnreadableRequestException.malformed(
        "the body: must be an event as a JSON object, an array of events, or a line for each");
  }

  /** Data of Jupyter's events stand beside the envelope, and may have a member of our name. */
  private static boolean isJupyterCapsule(Map<?, ?> object) {
    return object.keySet().stream().anyMatch(key -> key.toString().startsWith("__"));
  }

  private static ClockCorrection correction(
      SentRequest request, Map<String, @Nullable Object> envelope)
      throws UnreadableRequestException {
    JsonMembers in = new JsonMembers(envelope);
    in.refuseUnknown(List.of(SENT_AT, EVENTS));
    ClockCorrection correction = ClockCorrection.of(request, in.time(SENT_AT));
    if (!in.problems().isEmpty()) {
      throw UnreadableRequestException.malformed("the body: " + in.problems().get(0));
    }
    return correction;
  }

  private SentEvent event(Map<String, @Nullable Object> json, ClockCorrection correction) {
    Reading reading = reader.read(json);
    return SentEvent.of(reading, sourceId(json, reading), correction);
  }

  private static @Nullable String sourceId(Map<String, @Nullable Object> json, Reading reading) {
    if (!(reading instanceof Reading.Read read)) {
      return json.get("id") instanceof String id ? id : null;
    }
    if (json.get(CloudEventIds.SPEC_VERSION) != null) {
      return CloudEventIds.of(read.draft());
    }
    return read.draft().context().get(CanonicalReader.SOURCE_ID) instanceof String id ? id : null;
  }

  /**
   * Whether the first of several lines is an object, even if something is wrong with the others.
   */
  private boolean beginsWithObject(byte[] body) {
    int start = 0;
    int end = endOfLine(body, 0);
    while (end < body.length && isBlank(body, start, end)) {
      start = end + 1;
      end = endOfLine(body, start);
    }
    try {
      return end < body.length && bodies.value(body, start, end - start) instanceof Map<?, ?>;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private List<SentEvent> lines(byte[] body) throws UnreadableRequestException {
    List<SentEvent> events = new ArrayList<>();
    for (int start = 0; start < body.length; ) {
      int end = endOfLine(body, start);
      if (!isBlank(body, start, end)) {
        events.add(line(body, start, end));
        bodies.checkCount(events.size());
      }
      start = end + 1;
    }
    return events;
  }

  private SentEvent line(byte[] body, int start, int end) {
    try {
      Object value = bodies.value(body, start, end - start);
      return BodyReader.event(value, json -> event(json, ClockCorrection.NONE));
    } catch (MalformedJsonException e) {
      return SentEvent.refused(e.problem());
    }
  }

  private static int endOfLine(byte[] body, int start) {
    int end = start;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    Tally tally = Tally.of(verdicts);
    boolean isWhole = "all".equals(request.parameter("verdicts"));
    if (!isWhole && tally.equals(Tally.ONE_ACCEPTED)) {
      return ONE_ACCEPTED;
    }
    return Answer.json(tally.areAllInvalid() ? 422 : 200, tally.toJson(verdicts, isWhole));
  }
}
