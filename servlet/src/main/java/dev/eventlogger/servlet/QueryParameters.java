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
 * Reads parameters of a URL by name. The container's own method might read the body of a form too,
 * which is the application's to read.
 */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * The named parameters of a request.
   *
   * @param names the names to look for; others may hold anything, including secrets
   * @return by name, a text for a parameter that is there once, and a list of texts for a repeated
   *     one
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

  /** The decoded text; the text itself if it cannot be decoded. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
