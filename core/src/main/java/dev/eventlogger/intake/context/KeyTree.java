package dev.eventlogger.intake.context;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A tree of dotted keys, each with a function from an event's time to its value. Filled at the
 * start, and only read afterwards.
 */
final class KeyTree implements Function<Instant, Object> {

  private final Map<String, Function<Instant, Object>> values = new LinkedHashMap<>();

  /** Adds a value; no key may be below another. */
  void add(String key, Function<Instant, Object> value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      values.put(key, value);
    } else {
      Function<Instant, Object> below =
          values.computeIfAbsent(key.substring(0, dot), parent -> new KeyTree());
      ((KeyTree) below).add(key.substring(dot + 1), value);
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The nested values for an event of a given time; unmodifiable. */
  @Override
  public Map<String, ?> apply(Instant time) {
    Map<String, Object> filled = new LinkedHashMap<>();
    values.forEach((key, value) -> filled.put(key, value.apply(time)));
    return Collections.unmodifiableMap(filled);
  }
}
