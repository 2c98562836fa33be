package dev.eventlogger.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from an outbox into logs. What another process has taken meanwhile never
 * comes again, so that those given last are remembered, and the others forgotten: as many, and of
 * as many bytes, as is said. What is forgotten and comes again is offered again. For one thread.
 */
final class Underway {

  private static final int MOST = 20_000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final int most;
  private final long mostBytes;
  // Those given last are last.
  private final Map<UUID, RelayedEvent> events = new LinkedHashMap<>();
  private long bytes;

  Underway() {
    this(MOST, MOST_BYTES);
  }

  Underway(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  void add(RelayedEvent event) {
    RelayedEvent unused = remove(event.id());
    events.put(event.id(), event);
    bytes += event.json().length;
  }

  @Nullable RelayedEvent remove(UUID id) {
    RelayedEvent event = events.remove(id);
    if (event != null) {
      bytes -= event.json().length;
    }
    return event;
  }

  /** Forgets what is too much, except for so many of the latest. */
  void forgetBefore(int latest) {
    Iterator<RelayedEvent> first = events.values().iterator();
    int size = events.size();
    while (size > latest && (size > most || bytes > mostBytes)) {
      bytes -= first.next().json().length;
      first.remove();
      size--;
    }
  }
}
