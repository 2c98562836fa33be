package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.formats.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents by the HTTP protocol binding 1.0.2: structured, batched or binary, and the handshake
 * of webhooks (HTTP 1.1 Web Hooks for Event Delivery 1.0.2), without calling the callback address.
 * Immutable, thread-safe.
 */
final class CloudEventsDialect implements Dialect {

  private static final String PATH = "/ce";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";
  private static final String OTHER = "application/cloudevents";
  private static final String OPTIONS = "OPTIONS";

  private final EventReader reader = new EventReader(false);
  private final BodyReader bodies;
  private final BinaryCloudEvent binary;

  CloudEventsDialect(BodyReader bodies) {
    this.bodies = bodies;
    binary = new BinaryCloudEvent(bodies);
  }

  @Override
  public String name() {
    return "cloudevents";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH), Route.options(PATH));
  }

  @Override
  public boolean isQuestion(SentRequest request) {
    return request.method().equals(OPTIONS);
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    if (isQuestion(request)) {
      return SentEvents.of(List.of());
    }
    MediaType type = request.mediaType();
    String name = type == null ? "" : type.name();
    if (name.equals(STRUCTURED)) {
      return SentEvents.of(List.of(event(bodies.object(request.body()))));
    }
    if (name.equals(BATCHED)) {
      if (bodies.value(request.body()) instanceof List<?> batch) {
        bodies.checkCount(batch.size());
        return SentEvents.of(bodies.events(batch, this::event));
      }
      throw UnreadableRequestException.malformed("the body: must be a JSON array of CloudEvents");
    }
    if (name.startsWith(OTHER)) {
      throw UnreadableRequestException.unsupported(
          "Content-Type: CloudEvents are read in JSON, as " + STRUCTURED + " or " + BATCHED);
    }
    return SentEvents.of(List.of(event(binary.read(request))));
  }

  private SentEvent event(Map<String, @Nullable Object> json) {
    Reading reading = reader.readCloudEvent(json);
    String sourceId = reading instanceof Reading.Read read ? CloudEventIds.of(read.draft()) : null;
    return SentEvent.of(reading, sourceId, ClockCorrection.NONE);
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    if (isQuestion(request)) {
      return handshake(request);
    }
    Tally tally = Tally.of(verdicts);
    if (tally.areAllInvalid()) {
      return Answer.json(400, tally.toJson(verdicts, false));
    }
    boolean isComplete = verdicts.stream().allMatch(Verdict::isSettled);
    return isComplete ? Answer.empty(204) : Answer.json(200, tally.toJson(verdicts, false));
  }

  private static Answer handshake(SentRequest request) {
    String origin = request.header("WebHook-Request-Origin");
    Answer answer = Answer.empty(200).with("Allow", "OPTIONS, POST");
    if (origin == null || !isPrintable(origin)) {
      return answer;
    }
    return answer.with("WebHook-Allowed-Origin", origin).with("WebHook-Allowed-Rate", "*");
  }

  /** Whether a text can be a header's value. */
  private static boolean isPrintable(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
