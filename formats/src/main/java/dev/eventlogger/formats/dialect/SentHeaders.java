package dev.eventlogger.formats.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a request. For the thread that handles the request. */
public interface SentHeaders {

  /**
   * The value of a header; the first of several.
   *
   * @param name in any case
   * @return null if there is none
   */
  @Nullable String get(String name);

  /** The names, in any case; a name with several values may come more than once. */
  Iterable<String> names();

  /** Headers from a map. */
  static SentHeaders of(Map<String, String> headers) {
    Map<String, String> folded = new TreeMap<>();
    headers.forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
    return new SentHeaders() {
      @Override
      public @Nullable String get(String name) {
        return folded.get(name.toLowerCase(Locale.ROOT));
      }

      @Override
      public Iterable<String> names() {
        return folded.keySet();
      }
    };
  }
}
