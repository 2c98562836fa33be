package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request is judged by. Everything in it may be hostile, and {@code toString} shows only the
 * method.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param remote the other end of the connection
 * @param isSecure whether the connection itself is encrypted
 * @param headers all values of a header, whose name is not case-sensitive, each line as one value;
 *     empty if there is none. With HTTP/2, {@code Host} is the authority
 * @param query the parameters of the URL, decoded, each with all its values
 * @param isKeyInUrlAllowed whether the URL may hold a key: for websockets and beacons, which cannot
 *     send a header
 * @param bodyKey the key in the body; null if there is none or the body has not been read yet
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

  /** The same with the key that was found in the body. */
  public Approach withBodyKey(@Nullable String key) {
    return new Approach(method, path, remote, isSecure, headers, query, isKeyInUrlAllowed, key);
  }

  /** The same with headers that outlive the request. */
  public Approach withHeaders(Function<String, List<String>> kept) {
    return new Approach(method, path, remote, isSecure, kept, query, isKeyInUrlAllowed, bodyKey);
  }

  /**
   * The value of a header that may be there at most once; null if it is absent.
   *
   * @throws RefusedException 400 if it is there more than once, since others may read another of
   *     its values
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
   * Whether a page in a browser sent the request: a page cannot leave these headers out. {@code
   * Sec-Fetch-Mode} alone is not a sign of one, since programs in Node.js send it too.
   */
  boolean isOfBrowser() {
    return has("Origin") || has("Sec-Fetch-Site") || has("Sec-Fetch-Dest");
  }

  /** Whether the request asks for a websocket, which browsers let any page open. */
  boolean isUpgrade() {
    return has("Upgrade") || method.equals("CONNECT");
  }

  /** The method alone, since a path may hold a key. */
  @Override
  public String toString() {
    return "Approach[" + method + "]";
  }
}
