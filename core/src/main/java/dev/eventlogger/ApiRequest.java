package dev.eventlogger;

import dev.eventlogger.event.JsonValues;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of an API event, in Querybook's shape: method, route and params, which are shortened.
 */
final class ApiRequest {

  private static final int LONGEST_TEXT = 128;
  private static final int DEEPEST = 20;

  private ApiRequest() {}

  static Map<String, ?> data(
      String route, String method, Map<String, ?> params, @Nullable Integer status) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("method", method);
    data.put("route", route);
    data.put("params", shortened(params, 0));
    if (status != null) {
      data.put("status", status);
    }
    return data;
  }

  private static @Nullable Object shortened(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      return text.length() > LONGEST_TEXT ? cut(text) : text;
    }
    if (depth == DEEPEST) {
      // Parameters are never this deep; the value is checked when it is written.
      return value;
    }
    Object opened = JsonValues.open(value);
    if (opened instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, below) -> copy.put(key, shortened(below, depth + 1)));
      return copy;
    }
    if (opened instanceof Collection<?> items) {
      return items.stream().map(item -> shortened(item, depth + 1)).collect(Collectors.toList());
    }
    String text = JsonValues.text(opened);
    return text != null && text.length() > LONGEST_TEXT ? cut(text) : value;
  }

  private static String cut(String text) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
  }
}
