package dev.eventlogger.formats;

import dev.eventlogger.event.Durations;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.event.Timestamps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in the fields of Elastic Common Schema.
 *
 * <p>An {@code error} object in the data that has a {@code type}, as logging a throwable makes it,
 * also becomes the schema's {@code error}; trace ids are taken from the context.
 */
final class ElasticCommonSchema {

  private static final String VERSION = "8.17.0";

  private ElasticCommonSchema() {}

  static Map<String, Object> of(Event event) {
    Map<String, Object> ecs = new LinkedHashMap<>();
    ecs.put("@timestamp", Timestamps.micros(event.createdAt()));
    ecs.put("log", Map.of("level", event.level()));
    put(ecs, "message", event.message());
    ecs.put("ecs", Map.of("version", VERSION));
    ecs.put("event", event(event));
    putId(ecs, "user", event.uid());
    putId(ecs, "trace", event.context().get("trace_id"));
    putId(ecs, "span", event.context().get("span_id"));
    putId(ecs, "transaction", event.context().get("transaction_id"));
    put(ecs, "error", error(event.data().get("error")));
    put(ecs, "event_type", event.type());
    put(ecs, "subject", event.subject());
    put(ecs, "schema", schema(event.schema()));
    if (!event.context().isEmpty()) {
      ecs.put("context", event.context());
    }
    ecs.put("event_data", event.data());
    return ecs;
  }

  private static Map<String, Object> event(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", event.id());
    fields.put("kind", "event");
    fields.put("action", event.name());
    Duration duration = event.duration();
    if (duration != null) {
      fields.put("duration", Durations.nanos(duration));
    }
    return fields;
  }

  private static @Nullable Map<String, Object> error(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> error) || !(error.get("type") instanceof String)) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String key : new String[] {"type", "message", "stack_trace"}) {
      if (error.get(key) instanceof String text) {
        fields.put(key, text);
      }
    }
    return fields;
  }

  private static @Nullable Map<String, Object> schema(@Nullable SchemaRef schema) {
    if (schema == null) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", schema.id());
    fields.put("version", schema.version());
    return fields;
  }

  private static void putId(Map<String, Object> ecs, String key, @Nullable Object id) {
    if (id instanceof String) {
      ecs.put(key, Map.of("id", id));
    }
  }

  private static void put(Map<String, Object> ecs, String key, @Nullable Object value) {
    if (value != null) {
      ecs.put(key, value);
    }
  }
}
