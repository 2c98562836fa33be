package dev.eventlogger.formats.dialect;

import dev.eventlogger.formats.CloudEventPayload;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in the binary mode: its attributes are headers, its data is the body. Converted to
 * what it would be in the JSON format. Immutable, thread-safe.
 */
final class BinaryCloudEvent {

  private static final String PREFIX = "ce-";
  private static final String CONTENT_TYPE = "datacontenttype";
  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";
  private static final Set<String> NO_ATTRIBUTES = Set.of(CONTENT_TYPE, DATA, BASE64);

  private final BodyReader bodies;

  BinaryCloudEvent(BodyReader bodies) {
    this.bodies = bodies;
  }

  Map<String, @Nullable Object> read(SentRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> event = attributes(request.headers());
    if (!event.containsKey(CloudEventIds.SPEC_VERSION)) {
      throw UnreadableRequestException.malformed(
          "ce-specversion: missing; a CloudEvent has its attributes in headers, or else is sent as"
              + " application/cloudevents+json");
    }
    String contentType = request.header("Content-Type");
    if (contentType != null) {
      event.put(CONTENT_TYPE, contentType);
    }
    if (request.body().length > 0) {
      bodies.checkValues(request.body());
      CloudEventPayload.add(
          event, request.body(), request.mediaType(), body -> bodies.value(body, 0, body.length));
    }
    return event;
  }

  private static Map<String, @Nullable Object> attributes(SentHeaders headers)
      throws UnreadableRequestException {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (String name : headers.names()) {
      String folded = name.toLowerCase(Locale.ROOT);
      if (!folded.startsWith(PREFIX)) {
        continue;
      }
      String attribute = folded.substring(PREFIX.length());
      String value = headers.get(name);
      String decoded = value == null ? null : PercentCoding.decode(unquoted(value));
      if (decoded == null || NO_ATTRIBUTES.contains(attribute)) {
        throw UnreadableRequestException.malformed(
            "a header ce-…: must be an attribute, percent-encoded in UTF-8");
      }
      attributes.put(attribute, decoded);
    }
    return attributes;
  }

  /** The text inside double quotes, if there are any (HTTP protocol binding, 3.1.3.2). */
  private static String unquoted(String value) {
    boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return isQuoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
