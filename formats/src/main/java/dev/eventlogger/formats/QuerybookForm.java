package dev.eventlogger.formats;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Querybook's event: {@code {uid, event_type, event_data, timestamp}}, and from its browser code
 * {@code {type, data, timestamp}}. Its WEBSOCKET becomes an API event with that method.
 */
final class QuerybookForm {

  private static final List<String> KEYS = List.of("uid", "event_type", "event_data", "timestamp");
  private static final List<String> BROWSER_KEYS = List.of("type", "data", "timestamp");
  private static final String WEBSOCKET = "WEBSOCKET";

  private QuerybookForm() {}

  static void read(JsonMembers in, EventDraft draft) {
    boolean isBrowsers = in.has("type") && !in.has("event_type");
    in.refuseUnknown(isBrowsers ? BROWSER_KEYS : KEYS);
    if (!isBrowsers) {
      draft.uid(in.uid("uid"));
    }
    draft.createdAt(in.time("timestamp"));
    draft.data(in.object(isBrowsers ? "data" : "event_data"));
    type(in, draft, isBrowsers ? "type" : "event_type");
  }

  private static void type(JsonMembers in, EventDraft draft, String key) {
    if (WEBSOCKET.equals(in.get(key))) {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("method", WEBSOCKET);
      draft.data().forEach(data::putIfAbsent);
      draft.type(EventType.API).data(data);
      return;
    }
    in.require(key, "one of API, VIEW, CLICK");
    draft.type(in.constant(key, EventType.class));
  }
}
