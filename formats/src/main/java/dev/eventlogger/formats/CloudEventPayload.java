package dev.eventlogger.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data of a CloudEvent that was sent in binary mode, in which its attributes stand in headers,
 * as the member that it is in the JSON format: a value where it is JSON, a text where it is one,
 * and else bytes in base64. Stateless, thread-safe.
 */
public final class CloudEventPayload {

  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";

  /** Reads a value in JSON. */
  @FunctionalInterface
  public interface JsonParser {
    /** The value. */
    @Nullable Object value(byte[] json) throws MalformedJsonException;
  }

  private CloudEventPayload() {}

  /**
   * Adds it to the event's attributes.
   *
   * @param type what the sender says it is; null if it does not say
   */
  public static void add(
      Map<String, @Nullable Object> event,
      byte[] payload,
      @Nullable MediaType type,
      JsonParser json) {
    Charset charset = type == null ? null : charset(type);
    if (type != null && type.isJson()) {
      try {
        event.put(DATA, json.value(payload));
        return;
      } catch (MalformedJsonException e) {
        charset = null; // a wrong type, but not a reason to lose what was sent
      }
    }
    String text = charset == null ? null : text(payload, charset);
    if (text == null) {
      event.put(BASE64, Base64.getEncoder().encodeToString(payload));
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
