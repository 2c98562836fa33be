package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.formats.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in the binary mode: its attributes are headers, its data is the body. Becomes what
 * it would be in the JSON format. Immutable, thread-safe.
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
      data(event, request.body(), request.mediaType());
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

  /** What stands in double quotes, if it does (HTTP protocol binding, 3.1.3.2). */
  private static String unquoted(String value) {
    boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return isQuoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }

  private void data(Map<String, @Nullable Object> event, byte[] body, @Nullable MediaType type) {
    Charset charset = type == null ? null : charset(type);
    if (type != null && type.isJson()) {
      try {
        event.put(DATA, bodies.value(body, 0, body.length));
        return;
      } catch (MalformedJsonException e) {
        charset = null; // a wrong type, but not a reason to lose what was sent
      }
    }
    String text = charset == null ? null : text(body, charset);
    if (text == null) {
      event.put(BASE64, Base64.getEncoder().encodeToString(body));
    } else {
      event.put(DATA, text);
    }
  }

  /** What a text is in; null for what is no text, or in an encoding that is not read. */
  private static @Nullable Charset charset(MediaType type) {
    if (!type.name().startsWith("text/")) {
      return null;
    }
    String charset = type.charset();
    if (charset == null || Set.of("utf-8", "us-ascii").contains(charset)) {
      return UTF_8;
    }
    return charset.equals("iso-8859-1") ? ISO_8859_1 : null;
  }

  private static @Nullable String text(byte[] body, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
