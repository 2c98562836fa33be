package dev.eventlogger.formats.dialect;

import dev.eventlogger.formats.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with its whole body, no longer compressed for the transfer. Its content is
 * hostile, and appears in no {@code toString}.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query the parameters in the order of the URL, each with all its values, decoded
 * @param headers of the request
 * @param body never changed
 * @param receivedAt when it came, by which the client's clock is corrected
 * @param room asked for bytes of memory that reading it takes besides its body; false if there is
 *     no room for them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SentRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    SentHeaders headers,
    byte[] body,
    Instant receivedAt,
    LongPredicate room) {

  /** A request with unlimited room. */
  public SentRequest(
      String method,
      String path,
      Map<String, List<String>> query,
      SentHeaders headers,
      byte[] body,
      Instant receivedAt) {
    this(method, path, query, headers, body, receivedAt, bytes -> true);
  }

  /** A header's value; null if there is none. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The media type of the body; null if the request does not say. */
  public @Nullable MediaType mediaType() {
    String contentType = header("Content-Type");
    return contentType == null ? null : MediaType.of(contentType);
  }

  /** The last value of a query parameter; null if there is none. */
  public @Nullable String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** The same request with another body. */
  public SentRequest withBody(byte[] body, LongPredicate room) {
    return new SentRequest(method, path, query, headers, body, receivedAt, room);
  }

  /** The last segment of the path, whether or not a slash follows. */
  String lastSegment() {
    String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** Shows the method and the path only. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
