package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.JsonMembers;
import dev.eventlogger.formats.SchemaUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of Wikimedia's EventGate: one event or an array, each with the URI of its schema in
 * {@code $schema} and its stream in {@code meta}. The whole event is its data, since that is what
 * its schema describes.
 *
 * <p>It shares our path, and is selected by {@code ?dialect=eventgate}. With {@code hasty} the
 * answer is 202 whatever became of the events, but they are still taken first. Immutable,
 * thread-safe.
 */
final class EventGateDialect implements Dialect {

  private static final String SCHEMA = "$schema";

  private final BodyReader bodies;

  EventGateDialect(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return "eventgate";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(EventLoggerDialect.PATH));
  }

  @Override
  public boolean isMeant(SentRequest request) {
    return name().equals(request.parameter("dialect"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Object value = bodies.value(request.body());
    boolean isEmpty =
        (value instanceof Map<?, ?> event && event.isEmpty())
            || (value instanceof List<?> events && events.isEmpty());
    if (isEmpty || !(value instanceof Map<?, ?> || value instanceof List<?>)) {
      throw UnreadableRequestException.malformed(
          "the body: must be an event as a JSON object, or an array of events");
    }
    return SentEvents.of(bodies.events(bodies.items(value), EventGateDialect::event));
  }

  private static SentEvent event(Map<String, @Nullable Object> json) {
    JsonMembers in = new JsonMembers(json);
    in.require(SCHEMA, "the URI of the event's schema");
    String uri = in.text(SCHEMA);
    SchemaRef schema = uri == null ? null : SchemaUri.read(uri);
    if (uri != null && schema == null) {
      in.problem(SCHEMA, "must end in the schema's version, such as /page/move/1.0.0");
    }
    JsonMembers meta = in.within("meta");
    meta.require("stream", "the name of the event's stream");
    EventDraft draft = EventDraft.blank().schema(schema).name(meta.text("stream")).data(json);
    draft.createdAt(in.has("dt") ? in.time("dt") : meta.time("dt"));
    return SentEvent.of(in, draft, meta.text("id"), ClockCorrection.NONE);
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    String hasty = request.parameter("hasty");
    if (hasty != null && !hasty.isEmpty()) {
      return Answer.empty(202);
    }
    if (verdicts.stream().allMatch(Verdict::isSettled)) {
      return Answer.empty(201);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("invalid", statuses(verdicts, Verdict::isInvalid, "invalid"));
    if (Tally.of(verdicts).areAllInvalid()) {
      return Answer.json(400, json);
    }
    json.put("error", statuses(verdicts, Verdict::isDropped, "error"));
    return Answer.json(verdicts.stream().anyMatch(Verdict::isSettled) ? 207 : 500, json);
  }

  /** EventGate's list of what became of events, with the index of each instead of the event. */
  private static List<Map<String, Object>> statuses(
      List<Verdict> verdicts, Predicate<Verdict> which, String status) {
    List<Map<String, Object>> statuses = new ArrayList<>();
    for (int index = 0; index < verdicts.size(); index++) {
      Verdict verdict = verdicts.get(index);
      if (which.test(verdict)) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("index", index);
        if (statuses.size() < Tally.MOST_EXPLAINED) {
          json.put("context", Map.of("message", message(verdict)));
        }
        statuses.add(json);
      }
    }
    return statuses;
  }

  private static String message(Verdict verdict) {
    return verdict.isInvalid() ? Tally.words(verdict) : "not taken; send it again";
  }

  /** Answers 500 where EventGate could not take an event, even for 503. */
  @Override
  public Answer refuse(SentRequest request, Refusal refusal) {
    int status = refusal.status() >= 500 ? 500 : refusal.status();
    List<?> reasons = List.of(Map.of("context", Map.of("message", refusal.reason())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("invalid", List.of());
    json.put("error", reasons);
    return Answers.withRetryAfter(Answer.json(status, json), refusal);
  }
}
