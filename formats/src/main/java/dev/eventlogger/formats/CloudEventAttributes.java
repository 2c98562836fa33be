package dev.eventlogger.formats;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that CloudEvents 1.0 itself defines for an event, except for those about its data.
 */
public final class CloudEventAttributes {

  static final String SPEC_VERSION = "specversion";
  static final String OWN_SOURCE = "urn:event-logger";

  private CloudEventAttributes() {}

  /**
   * Whether the attributes of a CloudEvent claim that an event logger wrote it: with its source,
   * and a UUID for an id. Anybody can write that.
   */
  public static boolean isOwn(Map<String, ? extends @Nullable Object> attributes) {
    return OWN_SOURCE.equals(attributes.get("source"))
        && attributes.get("id") instanceof String id
        && JsonMembers.uuidOf(id) != null;
  }

  /**
   * The attributes as text: {@code specversion}, {@code id}, {@code source}, {@code type} (the
   * event's name), {@code time}, and {@code subject} unless it is empty, which CloudEvents does not
   * allow. In this order; the caller may add to them.
   */
  public static Map<String, String> of(Event event) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(SPEC_VERSION, "1.0");
    attributes.put("id", event.id().toString());
    attributes.put("source", OWN_SOURCE);
    attributes.put("type", event.name());
    attributes.put("time", Timestamps.micros(event.createdAt()));
    String subject = event.subject();
    if (subject != null && !subject.isEmpty()) {
      attributes.put("subject", subject);
    }
    return attributes;
  }
}
