package dev.eventlogger.formats.dialect;

import dev.eventlogger.formats.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with its body whole and no longer compressed in transfer. What it holds is
 * hostile, and is in no {@code toString}.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query the parameters in the order of the URL, each with all its values, decoded
 * @param headers what its headers are
 * @param body never changed
 * @param receivedAt when it came, by which the client's clock is set right
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

  /** A request for which there is any room. */
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

  /** What the body is said to be; null if the request does not say. */
  public @Nullable MediaType mediaType() {
    String contentType = header("Content-Type");
    return contentType == null ? null : MediaType.of(contentType);
  }

  /** The last value of a parameter of the query; null if there is none. */
  public @Nullable String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** The same request with a body. */
  public SentRequest withBody(byte[] body, LongPredicate room) {
    return new SentRequest(method, path, query, headers, body, receivedAt, room);
  }

  /** The end of the path, whether or not a slash follows. */
  String lastSegment() {
    String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** The method and the path alone. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
