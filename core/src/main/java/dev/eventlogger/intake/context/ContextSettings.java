package dev.eventlogger.intake.context;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is added to the context of every event: {@code EVENT_CONTEXT}, or {@code keys} of a log.
 *
 * @param keys without duplicates, and none below another; default none
 */
public record ContextSettings(List<ContextKey> keys) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ContextSettings {
    keys = List.copyOf(requireNonNullElse(keys, List.of()));
    Set<ContextKey> seen = new HashSet<>();
    for (ContextKey key : keys) {
      if (!seen.add(key)) {
        throw new IllegalArgumentException("keys names \"" + key + "\" again; name each key once");
      }
    }
    keys.forEach(key -> refuseBelow(key, seen));
  }

  private static void refuseBelow(ContextKey upper, Set<ContextKey> keys) {
    for (ContextKey key : keys) {
      if (key.isBelow(upper)) {
        throw new IllegalArgumentException(
            "keys names both \""
                + upper
                + "\" and \""
                + key
                + "\", and one value cannot be both; remove one");
      }
    }
  }

  /**
   * These keys and those of another section, which may repeat some.
   *
   * @throws IllegalArgumentException if a key of one is below a key of the other
   */
  public ContextSettings with(ContextSettings more) {
    Set<ContextKey> all = new LinkedHashSet<>(keys);
    all.addAll(more.keys);
    return new ContextSettings(new ArrayList<>(all));
  }
}
