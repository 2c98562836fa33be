package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.Level;
import dev.eventlogger.formats.JsonMembers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log record as an event. Its attributes become the data, except for those with its name
 * and its user; a text body becomes the message, any other body the data's {@code body}. It has no
 * id, so a record that is sent twice is logged twice. Stateless, thread-safe.
 */
final class OtlpRecord {

  private static final String EVENT_NAME = "event.name";
  private static final List<String> USERS = List.of("enduser.id", "user.id");
  private static final String SEVERITY = "SEVERITY_NUMBER_";
  private static final String NOT_NAMED = "log";

  private OtlpRecord() {}

  /**
   * Reads a record.
   *
   * @param shared context that all records of its resource and scope have
   */
  static SentEvent read(Map<String, @Nullable Object> json, Map<String, @Nullable Object> shared) {
    JsonMembers in = new JsonMembers(json);
    Map<String, @Nullable Object> attributes = OtlpValues.attributes(json.get("attributes"));
    if (attributes == null) {
      in.problem("attributes", "must be a list of objects that have a key and a value");
      attributes = Map.of();
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>(attributes);
    EventDraft draft = EventDraft.named(takeName(json, data)).uid(takeUser(data));
    Object body = OtlpValues.plain(json.get("body"));
    if (body instanceof String text) {
      draft.message(text);
    } else if (body != null) {
      data.put("body", body);
    }
    draft.data(data).context(context(json, shared)).createdAt(time(in, json));
    draft.level(level(OtlpValues.member(json, "severityNumber", "severity_number")));
    return SentEvent.of(in, draft, null, ClockCorrection.NONE);
  }

  private static String takeName(
      Map<String, @Nullable Object> json, Map<String, @Nullable Object> data) {
    if (OtlpValues.member(json, "eventName", "event_name") instanceof String name
        && !name.isEmpty()) {
      return name;
    }
    if (data.get(EVENT_NAME) instanceof String name && !name.isEmpty()) {
      data.remove(EVENT_NAME);
      return name;
    }
    return NOT_NAMED;
  }

  private static @Nullable String takeUser(Map<String, @Nullable Object> data) {
    for (String key : USERS) {
      Object user = data.get(key);
      if (JsonNumbers.isWhole(user) || (user instanceof String text && !text.isEmpty())) {
        data.remove(key);
        return String.valueOf(user);
      }
    }
    return null;
  }

  private static Map<String, @Nullable Object> context(
      Map<String, @Nullable Object> json, Map<String, @Nullable Object> shared) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>(shared);
    put(context, "trace_id", OtlpValues.member(json, "traceId", "trace_id"));
    put(context, "span_id", OtlpValues.member(json, "spanId", "span_id"));
    put(context, "severity_text", OtlpValues.member(json, "severityText", "severity_text"));
    return context;
  }

  private static void put(
      Map<String, @Nullable Object> context, String key, @Nullable Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      context.put(key, text);
    }
  }

  private static @Nullable Instant time(JsonMembers in, Map<String, @Nullable Object> json) {
    Instant time = time(in, json, "timeUnixNano", "time_unix_nano");
    return time == null ? time(in, json, "observedTimeUnixNano", "observed_time_unix_nano") : time;
  }

  /** Reads a time; null for 0 too, which in Protobuf means absent. */
  private static @Nullable Instant time(
      JsonMembers in, Map<String, @Nullable Object> json, String camelCase, String snakeCase) {
    Object nanos = OtlpValues.member(json, camelCase, snakeCase);
    Instant time = nanos == null ? null : OtlpValues.time(nanos);
    if (nanos != null && time == null) {
      in.problem(camelCase, "must be nanoseconds since 1970, as a number or as text");
    }
    return Instant.EPOCH.equals(time) ? null : time;
  }

  /**
   * The level of a {@code SeverityNumber}, which may be a number or, as Protobuf allows, its name.
   */
  private static Level level(@Nullable Object severity) {
    if (severity instanceof String text) {
      String name = text.toUpperCase(Locale.ROOT);
      return name.startsWith(SEVERITY) ? named(name.substring(SEVERITY.length())) : Level.INFO;
    }
    int number = severity instanceof Integer whole ? whole : 0;
    if (number >= 17) {
      return Level.ERROR;
    }
    if (number >= 13) {
      return Level.WARNING;
    }
    return number >= 1 && number <= 8 ? Level.DEBUG : Level.INFO;
  }

  private static Level named(String severity) {
    if (severity.startsWith("FATAL") || severity.startsWith("ERROR")) {
      return Level.ERROR;
    }
    if (severity.startsWith("WARN")) {
      return Level.WARNING;
    }
    boolean isDebug = severity.startsWith("TRACE") || severity.startsWith("DEBUG");
    return isDebug ? Level.DEBUG : Level.INFO;
  }
}
