package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.formats.JsonMembers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of PostHog's clients: one event, an array, or {@code {api_key, batch, sent_at}},
 * packed as {@link PosthogBody} says, each as {@link PosthogEvent} says. Questions for features and
 * flags are answered with none.
 *
 * <p>posthog-js takes only 200 for a success, and sends again only after 500 and above; so 429 is
 * answered as 503. Immutable, thread-safe.
 */
final class PosthogDialect implements Dialect {

  private static final Set<String> QUESTIONS = Set.of("config", "config.js", "flags", "decide");
  private static final String SCRIPT = "config.js";
  private static final String CONFIG = "config";

  private static final String BATCH = "batch";
  private static final List<String> KEYS = List.of("api_key", "token");
  private static final List<String> SENT_AT = List.of("sent_at", "sentAt");

  private final BodyReader bodies;
  private final PosthogBody packing;

  PosthogDialect(BodyReader bodies, int mostInflated) {
    this.bodies = bodies;
    packing = new PosthogBody(mostInflated);
  }

  @Override
  public String name() {
    return "posthog";
  }

  @Override
  public List<Route> routes() {
    Stream<Route> posts =
        Stream.of("/e", "/batch", "/i/v0/e", "/flags", "/decide")
            .flatMap(path -> Stream.of(Route.post(path), Route.post(path + "/")));
    Stream<Route> gets = Stream.of("/array/{key}/config", "/array/{key}/config.js").map(Route::get);
    return Stream.concat(posts, gets).toList();
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    if (isQuestion(request)) {
      return SentEvents.of(List.of());
    }
    Object value = bodies.value(packing.unpack(request));
    if (value instanceof List<?> events) {
      return events(request, events, Map.of());
    }
    if (!(value instanceof Map<?, ?>)) {
      throw UnreadableRequestException.malformed(
          "the body: must be an event as a JSON object, an array of events, or an object that has"
              + " them in batch");
    }
    Map<String, @Nullable Object> json = JsonReader.asObject(value);
    return json.get(BATCH) instanceof List<?> batch
        ? events(request, batch, json)
        : events(request, List.of(json), json);
  }

  @Override
  public boolean hasKeyInBody() {
    return true;
  }

  @Override
  public boolean isQuestion(SentRequest request) {
    return QUESTIONS.contains(request.lastSegment());
  }

  private SentEvents events(
      SentRequest request, List<?> events, Map<String, @Nullable Object> envelope)
      throws UnreadableRequestException {
    bodies.checkCount(events.size());
    ClockCorrection correction = ClockCorrection.of(request, sentAt(request, envelope));
    List<SentEvent> read =
        bodies.events(events, json -> PosthogEvent.read(json, request.receivedAt(), correction));
    return new SentEvents(read, key(envelope, events));
  }

  /**
   * When the client sent the request: in the body or, from older clients, in the query, in
   * milliseconds.
   */
  private static @Nullable Instant sentAt(
      SentRequest request, Map<String, @Nullable Object> envelope)
      throws UnreadableRequestException {
    JsonMembers in = new JsonMembers(envelope);
    for (String key : SENT_AT) {
      Instant sentAt = in.time(key);
      if (!in.problems().isEmpty()) {
        throw UnreadableRequestException.malformed("the body: " + in.problems().get(0));
      }
      if (sentAt != null) {
        return sentAt;
      }
    }
    String millis = request.parameter("_");
    return millis != null && millis.matches("[0-9]{1,14}")
        ? Instant.ofEpochMilli(Long.parseLong(millis))
        : null;
  }

  private static @Nullable String key(Map<String, @Nullable Object> envelope, List<?> events) {
    String key = key(envelope);
    if (key != null || events.isEmpty() || !(events.get(0) instanceof Map<?, ?> first)) {
      return key;
    }
    String ofEvent = key(JsonReader.asObject(first));
    return ofEvent == null && first.get(PosthogEvent.PROPERTIES) instanceof Map<?, ?> properties
        ? key(JsonReader.asObject(properties))
        : ofEvent;
  }

  private static @Nullable String key(Map<String, @Nullable Object> json) {
    for (String key : KEYS) {
      if (json.get(key) instanceof String text) {
        return text;
      }
    }
    return null;
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    if (isQuestion(request)) {
      return answerQuestion(request.lastSegment());
    }
    if (Tally.of(verdicts).areAllInvalid()) {
      return Answers.error(Refusal.of(400, Tally.words(verdicts.get(0))));
    }
    return Answer.json(200, Map.of("status", "Ok"));
  }

  private static Answer answerQuestion(String question) {
    return switch (question) {
      case SCRIPT -> PosthogFeatures.script();
      case CONFIG -> PosthogFeatures.config();
      default -> PosthogFeatures.flags();
    };
  }

  @Override
  public Answer refuse(SentRequest request, Refusal refusal) {
    int status = refusal.status() == 429 ? 503 : refusal.status();
    return Answers.error(new Refusal(status, refusal.reason(), refusal.retryAfter()));
  }
}
