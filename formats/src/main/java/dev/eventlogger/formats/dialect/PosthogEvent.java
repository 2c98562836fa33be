package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.JsonMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of PostHog's events. A page or screen view becomes a VIEW, a captured click a CLICK,
 * everything else keeps its name. Its properties become the data, without the user and the key;
 * what it says of the person ({@code $set} and the like) is in the data too. Stateless,
 * thread-safe.
 */
final class PosthogEvent {

  static final String PROPERTIES = "properties";

  private static final String USER = "distinct_id";
  private static final String KEY = "token";
  private static final String TIME = "timestamp";

  private PosthogEvent() {}

  static SentEvent read(
      Map<String, @Nullable Object> json, Instant receivedAt, ClockCorrection correction) {
    JsonMembers in = new JsonMembers(json);
    JsonMembers properties = in.within(PROPERTIES);
    EventDraft draft = EventDraft.blank();
    in.require("event", "the event's name");
    describe(in, properties, draft);
    String uid = in.has(USER) ? in.uid(USER) : properties.uid(USER);
    draft.uid("".equals(uid) ? null : uid).data(data(in));
    Instant time = in.has(TIME) ? in.time(TIME) : EpochSeconds.read(properties.get("$time"));
    draft.createdAt(time);
    Duration ago = in.has(TIME) ? null : in.millis("offset");
    SentEvent event = SentEvent.of(in, draft, in.text("uuid"), correction);
    if (ago != null && event.reading() instanceof Reading.Read) {
      draft.createdAt(new ClockCorrection(ago.negated()).apply(receivedAt));
    }
    return event;
  }

  private static void describe(JsonMembers in, JsonMembers properties, EventDraft draft) {
    String event = in.text("event");
    switch (event == null ? "" : event) {
      case "$pageview" -> draft.type(EventType.VIEW);
      case "$screen" -> draft.type(EventType.VIEW).name("screen");
      case "$autocapture" -> {
        boolean isClick = "click".equals(properties.get("$event_type"));
        draft.type(isClick ? EventType.CLICK : null).name(isClick ? null : event);
      }
      default -> draft.name(event);
    }
  }

  private static Map<String, @Nullable Object> data(JsonMembers in) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>(in.object(PROPERTIES));
    data.remove(USER);
    data.remove(KEY);
    data.remove("api_key");
    for (String key : in.keys()) {
      if (key.startsWith("$")) {
        data.putIfAbsent(key, in.get(key));
      }
    }
    return data;
  }
}
