package dev.eventlogger.formats.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a request.
 *
 * @param events in order
 * @param key the key in the body, if the dialect has it there; null if there is none
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
