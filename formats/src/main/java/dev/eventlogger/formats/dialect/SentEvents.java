package dev.eventlogger.formats.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a request.
 *
 * @param events in their order
 * @param key the key that the body carries, where the dialect has it there; null if it has none
 */
public record SentEvents(List<SentEvent> events, @Nullable String key) {
  public SentEvents {
    events = List.copyOf(events);
  }

  /** Events of a request whose body carries no key. */
  public static SentEvents of(List<SentEvent> events) {
    return new SentEvents(events, null);
  }
}
