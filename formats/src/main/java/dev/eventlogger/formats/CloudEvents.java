package dev.eventlogger.formats;

import dev.eventlogger.event.Durations;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.SchemaRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as CloudEvents 1.0 in the JSON format (cloudevents spec v1.0.2).
 *
 * <p>What CloudEvents has no attribute for goes into extension attributes, which hold neither
 * objects nor decimals: both are written as text. Other text is written as it is, even if it holds
 * control characters, which CloudEvents does not allow in attributes.
 */
final class CloudEvents {

  private CloudEvents() {}

  static Map<String, Object> of(Event event) {
    Map<String, Object> cloud = new LinkedHashMap<>(CloudEventAttributes.of(event));
    schema(cloud, event.schema());
    put(cloud, "uid", event.uid());
    put(cloud, "eventtype", event.type());
    cloud.put("level", event.level());
    put(cloud, "message", event.message());
    Duration duration = event.duration();
    put(cloud, "durationms", duration == null ? null : Durations.millis(duration));
    put(cloud, "eventcontext", event.context().isEmpty() ? null : JsonText.of(event.context()));
    cloud.put("datacontenttype", "application/json");
    cloud.put("data", event.data());
    return cloud;
  }

  private static void schema(Map<String, Object> cloud, @Nullable SchemaRef schema) {
    if (schema != null) {
      cloud.put(isAbsoluteUri(schema.id()) ? "dataschema" : "schemaid", schema.id());
      cloud.put("schemaversion", schema.version());
    }
  }

  private static boolean isAbsoluteUri(String id) {
    try {
      URI uri = new URI(id);
      return uri.isAbsolute() && uri.toASCIIString().equals(id);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void put(Map<String, Object> cloud, String key, @Nullable Object value) {
    if (value != null) {
      cloud.put(key, value);
    }
  }
}
