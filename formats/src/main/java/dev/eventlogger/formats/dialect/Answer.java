package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body; null without a body
 * @param body never changed
 * @param headers other than the content type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(
    int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {

  private static final byte[] NOTHING = {};

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, null, NOTHING, Map.of());
  }

  /** An answer in JSON. */
  public static Answer json(int status, @Nullable Object value) {
    return new Answer(status, "application/json", JsonText.of(value).getBytes(UTF_8), Map.of());
  }

  /** The same with one more header. */
  public Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more);
  }
}
