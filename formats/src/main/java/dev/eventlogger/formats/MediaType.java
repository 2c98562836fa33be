package dev.eventlogger.formats;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A media type (RFC 9110, 8.3.1); of its parameters, only the charset matters here.
 *
 * @param name in lower case, such as {@code application/json}; the text as it was, if it is no
 *     media type
 * @param charset in lower case; null if there is none
 */
public record MediaType(String name, @Nullable String charset) {

  private static final Set<String> JSON = Set.of("application/json", "text/json");
  private static final String CHARSET = "charset=";

  /** Parses the value of a header. */
  public static MediaType of(String header) {
    String[] parts = header.split(";", -1);
    String charset = null;
    for (int i = 1; i < parts.length; i++) {
      String parameter = folded(parts[i]);
      if (parameter.startsWith(CHARSET)) {
        charset = parameter.substring(CHARSET.length()).replace("\"", "").strip();
      }
    }
    return new MediaType(folded(parts[0]), charset);
  }

  /** Whether it is {@code application/json}, {@code text/json} or ends in {@code +json}. */
  public boolean isJson() {
    return JSON.contains(name) || name.endsWith("+json");
  }

  /** Whether it is one of these. */
  public boolean isAnyOf(Set<String> names) {
    return names.contains(name);
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
