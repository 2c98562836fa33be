package dev.eventlogger.formats.dialect;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with its body whole and no longer compressed in transfer. What it holds is
 * hostile, and is in no {@code toString}.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query the parameters in the order of the URL, each with all its values, decoded
 * @param headers the value of a header by its name in any case; null if there is none
 * @param body never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SentRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Function<String, @Nullable String> headers,
    byte[] body) {

  /** A header's value; null if there is none. */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** The last value of a parameter of the query; null if there is none. */
  public @Nullable String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** The same request with a body. */
  public SentRequest withBody(byte[] body) {
    return new SentRequest(method, path, query, headers, body);
  }

  /** The method and the path alone. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
