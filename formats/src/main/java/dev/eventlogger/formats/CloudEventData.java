package dev.eventlogger.formats;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the data of a CloudEvent, which may be anything, into the object that an event's data is.
 * An object stays as it is, and any other value becomes its member {@code data}. Bytes in base64
 * are treated likewise if they are JSON; otherwise they stay text, as the member {@code
 * data_base64}. Their type ({@code datacontenttype}) goes into the context, unless it is JSON.
 */
final class CloudEventData {

  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";
  private static final String CONTENT_TYPE = "datacontenttype";

  private CloudEventData() {}

  static void read(JsonMembers in, EventDraft draft, Map<String, @Nullable Object> context) {
    String contentType = in.text(CONTENT_TYPE);
    boolean isJson = contentType == null || MediaType.of(contentType).isJson();
    if (!isJson) {
      context.put(CONTENT_TYPE, contentType);
    }
    if (in.has(DATA) && in.has(BASE64)) {
      in.problem(BASE64, "stands beside data; an event has one of them");
      return;
    }
    String base64 = in.text(BASE64);
    draft.data(base64 == null ? object(in.get(DATA)) : bytes(in, base64, isJson));
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return JsonReader.asObject(value);
    }
    return value == null ? Map.of() : Map.of(DATA, value);
  }

  private static Map<String, @Nullable Object> bytes(
      JsonMembers in, String base64, boolean isJson) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return isJson
          ? object(new JsonReader().read(bytes, 0, bytes.length))
          : Map.of(BASE64, base64);
    } catch (MalformedJsonException e) {
      return Map.of(BASE64, base64); // a wrong type is no reason to lose what was sent
    } catch (IllegalArgumentException e) {
      in.problem(BASE64, "must be bytes in base64 (RFC 4648, 4)");
      return Map.of();
    }
  }
}
