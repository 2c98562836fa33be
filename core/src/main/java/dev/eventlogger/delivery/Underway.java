package dev.eventlogger.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from an outbox into logs. Those that another process took meanwhile never
 * come again, so only the latest are remembered, up to a number of events and of bytes. A forgotten
 * event that comes again is offered again. For one thread.
 */
final class Underway {

  private static final int MOST = 20_000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final int most;
  private final long mostBytes;
  // Oldest first.
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

  /** Forgets the oldest beyond the limits, but keeps at least a number of the latest. */
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
