package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.formats.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of Segment's and RudderStack's clients: a message of the kind that the path says, or
 * a batch of messages that each say their kind. See {@link SegmentMessage}. Immutable, thread-safe.
 */
final class SegmentDialect implements Dialect {

  /** The kinds of messages by the last segments of their paths. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("t", "track"),
          Map.entry("p", "page"),
          Map.entry("i", "identify"),
          Map.entry("g", "group"),
          Map.entry("a", "alias"),
          Map.entry("s", "screen"),
          Map.entry("track", "track"),
          Map.entry("page", "page"),
          Map.entry("identify", "identify"),
          Map.entry("group", "group"),
          Map.entry("alias", "alias"),
          Map.entry("screen", "screen"));

  private static final String BATCH = "batch";
  private static final String SENT_AT = "sentAt";
  private static final String WRITE_KEY = "writeKey";

  private final BodyReader bodies;

  SegmentDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "segment";
  }

  @Override
  public List<Route> routes() {
    Stream<String> single = KINDS.keySet().stream().sorted().map(end -> "/v1/" + end);
    Stream<String> batches = Stream.of("/v1/b", "/v1/batch", "/beacon/v1/batch");
    return Stream.concat(single, batches).map(Route::post).toList();
  }

  @Override
  public boolean hasKeyInBody() {
    return true;
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> json = bodies.object(request.body());
    JsonMembers in = new JsonMembers(json);
    ClockCorrection correction = ClockCorrection.of(request, in.time(SENT_AT));
    if (!in.problems().isEmpty()) {
      throw UnreadableRequestException.malformed("the body: " + in.problems().get(0));
    }
    String kind = KINDS.get(request.lastSegment());
    if (kind != null) {
      SentEvent event = SegmentMessage.read(json, kind, correction);
      return new SentEvents(List.of(event), key(json));
    }
    if (!(in.get(BATCH) instanceof List<?> batch)) {
      throw UnreadableRequestException.malformed("the body: /batch: must be an array of messages");
    }
    bodies.checkCount(batch.size());
    List<SentEvent> events = bodies.events(batch, message -> message(request, message, correction));
    return new SentEvents(events, key(json, batch));
  }

  /** Reads a message of a batch, which may itself say when it was sent. */
  private static SentEvent message(
      SentRequest request, Map<String, @Nullable Object> json, ClockCorrection ofBatch) {
    JsonMembers in = new JsonMembers(json);
    ClockCorrection correction =
        in.has(SENT_AT) ? ClockCorrection.of(request, in.time(SENT_AT)) : ofBatch;
    return SegmentMessage.read(json, null, correction);
  }

  private static @Nullable String key(Map<String, @Nullable Object> json) {
    return json.get(WRITE_KEY) instanceof String key ? key : null;
  }

  private static @Nullable String key(Map<String, @Nullable Object> json, List<?> batch) {
    String key = key(json);
    boolean hasFirst = !batch.isEmpty() && batch.get(0) instanceof Map<?, ?>;
    return key == null && hasFirst ? key(JsonReader.asObject(batch.get(0))) : key;
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    Tally tally = Tally.of(verdicts);
    if (tally.areAllInvalid()) {
      return failure(400, Tally.words(verdicts.get(0)));
    }
    return Answer.json(200, Map.of("success", true));
  }

  @Override
  public Answer refuse(SentRequest request, Refusal refusal) {
    return Answers.withRetryAfter(failure(refusal.status(), refusal.reason()), refusal);
  }

  private static Answer failure(int status, String message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("success", false);
    json.put("message", message);
    return Answer.json(status, json);
  }
}
