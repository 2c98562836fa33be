package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.formats.JsonMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of Segment's messages. A page or a screen becomes a VIEW; what is tracked keeps its name; the
 * others are named after their kind. Properties or traits become the data. Stateless, thread-safe.
 */
final class SegmentMessage {

  private static final String ANONYMOUS_ID = "anonymous_id";

  /** Members that belong to the data, although they are beside it. */
  private static final List<String> BESIDE = List.of("name", "category", "groupId", "previousId");

  private SegmentMessage() {}

  /**
   * Reads a message.
   *
   * @param kind what it is; null if the message says it
   */
  static SentEvent read(
      Map<String, @Nullable Object> json, @Nullable String kind, ClockCorrection correction) {
    JsonMembers in = new JsonMembers(json);
    EventDraft draft = EventDraft.blank();
    String type = kind == null ? in.text("type") : kind;
    describe(in, draft, type == null ? "" : type);
    draft.uid(emptyToNull(in.uid("userId")));
    Map<String, @Nullable Object> context = new LinkedHashMap<>(in.object("context"));
    String anonymousId = emptyToNull(in.textOrWholeNumber("anonymousId"));
    if (anonymousId != null) {
      context.put(ANONYMOUS_ID, anonymousId);
    }
    draft.context(context);
    // RudderStack's originalTimestamp is when it was called; timestamp, when the caller says.
    draft.createdAt(in.time(in.has("timestamp") ? "timestamp" : "originalTimestamp"));
    return SentEvent.of(in, draft, in.textOrWholeNumber("messageId"), correction);
  }

  private static void describe(JsonMembers in, EventDraft draft, String type) {
    switch (type) {
      case "track" -> {
        in.require("event", "the name of what is tracked");
        draft.name(in.text("event")).data(in.object("properties"));
      }
      case "page" -> draft.type(EventType.VIEW).data(data(in, "properties"));
      case "screen" -> draft.type(EventType.VIEW).name(type).data(data(in, "properties"));
      case "identify", "group", "alias" -> draft.name(type).data(data(in, "traits"));
      default -> in.problem("type", "must be one of track, page, screen, identify, group, alias");
    }
  }

  private static Map<String, @Nullable Object> data(JsonMembers in, String key) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>(in.object(key));
    for (String beside : BESIDE) {
      if (in.has(beside)) {
        data.putIfAbsent(beside, in.get(beside));
      }
    }
    return data;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return "".equals(text) ? null : text;
  }
}
