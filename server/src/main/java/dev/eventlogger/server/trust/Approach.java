package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What there is to judge a request by. Everything in it is hostile, and none of it is in its {@code
 * toString}.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param remote the other end of the connection
 * @param isSecure whether the connection itself is encrypted
 * @param headers all values of a header by its name in any case, each line as one value; empty if
 *     there is none. With HTTP/2, {@code Host} is the authority
 * @param query the parameters of the URL, decoded, each with all its values
 * @param isKeyInUrlAllowed whether the route takes a key from the URL: websockets and beacons,
 *     which cannot send a header
 * @param bodyKey the key that the body carries; null if it has none or was not read yet
 */
public record Approach(
    String method,
    String path,
    InetAddress remote,
    boolean isSecure,
    Function<String, List<String>> headers,
    Map<String, List<String>> query,
    boolean isKeyInUrlAllowed,
    @Nullable String bodyKey) {

  /** The same with the key that its body was found to carry. */
  public Approach withBodyKey(@Nullable String key) {
    return new Approach(method, path, remote, isSecure, headers, query, isKeyInUrlAllowed, key);
  }

  /** The same with headers that stay when the request is over. */
  public Approach withHeaders(Function<String, List<String>> kept) {
    return new Approach(method, path, remote, isSecure, kept, query, isKeyInUrlAllowed, bodyKey);
  }

  /**
   * A header that comes at most once; null if it is not there.
   *
   * @throws RefusedException 400 if it is there more than once: what the next reader takes for it
   *     is not known
   */
  @Nullable String only(String name) throws RefusedException {
    List<String> values = headers.apply(name);
    if (values.size() > 1) {
      throw RefusedException.of(400, "the header " + name + " must be there once");
    }
    return values.isEmpty() ? null : values.get(0).strip();
  }

  /** Whether a header is there. */
  boolean has(String name) {
    return !headers.apply(name).isEmpty();
  }

  /**
   * Whether a page in a browser sent it; a page cannot leave these headers out. {@code
   * Sec-Fetch-Mode} alone is no sign of one: programs in Node.js send it too.
   */
  boolean isOfBrowser() {
    return has("Origin") || has("Sec-Fetch-Site") || has("Sec-Fetch-Dest");
  }

  /** Whether it asks for a websocket, which browsers let any page open. */
  boolean isUpgrade() {
    return has("Upgrade") || method.equals("CONNECT");
  }

  /** The method alone: a path may hold a key. */
  @Override
  public String toString() {
    return "Approach[" + method + "]";
  }
}
