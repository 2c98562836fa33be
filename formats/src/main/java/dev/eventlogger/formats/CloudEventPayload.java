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
 * Turns the data of a CloudEvent sent in binary mode, whose attributes are headers, into the member
 * that it would be in the JSON format: a value if it is JSON, a text if it is text, otherwise bytes
 * in base64. Stateless, thread-safe.
 */
public final class CloudEventPayload {

  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";

  /** Parses JSON. */
  @FunctionalInterface
  public interface JsonParser {
    /** Parses a value. */
    @Nullable Object value(byte[] json) throws MalformedJsonException;
  }

  private CloudEventPayload() {}

  /**
   * Adds the data to the event's attributes.
   *
   * @param type the media type that the sender declares; null if it declares none
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
        charset = null; // a wrong type is no reason to lose what was sent
      }
    }
    String text = charset == null ? null : text(payload, charset);
    if (text == null) {
      event.put(BASE64, Base64.getEncoder().encodeToString(payload));
    } else {
      event.put(DATA, text);
    }
  }

  /** The charset of a text; null for what is no text, or has an unknown charset. */
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
