package dev.eventlogger.formats.dialect;

import java.util.Locale;

/**
 * A method and a path that a dialect's clients send to.
 *
 * @param method in capitals
 * @param path begins with a slash; a segment in braces, as in <code>/array/{key}/config</code>,
 *     stands for any one segment
 */
public record Route(String method, String path) {
  public Route {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /: " + path);
    }
    method = method.toUpperCase(Locale.ROOT);
  }

  /** A route to which events are posted. */
  static Route post(String path) {
    return new Route("POST", path);
  }

  static Route get(String path) {
    return new Route("GET", path);
  }

  static Route options(String path) {
    return new Route("OPTIONS", path);
  }
}
