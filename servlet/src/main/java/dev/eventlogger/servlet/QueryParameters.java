package dev.eventlogger.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a URL by name. The container's own would read the body of a form as well, which
 * belongs to the application.
 */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * Those of a request that are named.
   *
   * @param names which; others may hold anything, secrets among it
   * @return a text for what is there once, a list of texts for what is there more often
   */
  public static Map<String, ?> of(HttpServletRequest request, Collection<String> names) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (String name : names) {
      List<String> values = all(request, name);
      if (!values.isEmpty()) {
        found.put(name, values.size() == 1 ? values.get(0) : values);
      }
    }
    return found;
  }

  static @Nullable String first(HttpServletRequest request, String name) {
    List<String> values = all(request, name);
    return values.isEmpty() ? null : values.get(0);
  }

  private static List<String> all(HttpServletRequest request, String name) {
    List<String> values = new ArrayList<>();
    String query = request.getQueryString();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int end = pair.indexOf('=');
        if (end > 0 && name.equals(decoded(pair.substring(0, end)))) {
          values.add(decoded(pair.substring(end + 1)));
        }
      }
    }
    return values;
  }

  /** As it is where it cannot be decoded. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
