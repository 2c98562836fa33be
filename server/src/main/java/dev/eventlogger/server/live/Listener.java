package dev.eventlogger.server.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.server.http.EventStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a tail, who gets the events that match a filter, each once. Thread-safe. Sending
 * may reveal that the reader is gone, which is only {@linkplain #leave noted}, without a lock.
 */
final class Listener {

  // How much is held while the past is read; a reader who missed more is told so.
  private static final long MOST_HELD_BYTES = 16L * 1024 * 1024;
  private static final byte[] GAP = "event: gap\ndata: {}\n\n".getBytes(US_ASCII);

  private final EventStream stream;
  private final EventFilter filter;
  private volatile boolean isGone;
  private @Nullable List<LiveEvent> held;
  private long heldBytes;
  private boolean hasGap;

  Listener(EventStream stream, EventFilter filter) {
    this.stream = stream;
    this.filter = filter;
  }

  /** Notes that the reader is gone. */
  void leave() {
    isGone = true;
  }

  boolean isGone() {
    return isGone;
  }

  /** Holds back new events until the past {@linkplain #replayed is replayed}. */
  synchronized void hold() {
    held = new ArrayList<>();
  }

  /** Sends events. */
  synchronized void send(List<LiveEvent> events) {
    List<LiveEvent> wanted =
        events.stream().filter(event -> filter.matches(event.event())).toList();
    if (held != null) {
      keep(wanted);
    } else if (!wanted.isEmpty() && !stream.send(frames(wanted))) {
      leave();
    }
  }

  private void keep(List<LiveEvent> events) {
    for (LiveEvent event : events) {
      heldBytes += event.frame().length;
      hasGap |= heldBytes > MOST_HELD_BYTES;
      if (held != null && !hasGap) {
        held.add(event);
      }
    }
  }

  /**
   * Sends what the reader missed and what was held back; from now on new events are sent directly.
   */
  synchronized void replayed(List<LiveEvent> past, boolean isWhole) {
    Set<UUID> sent = new HashSet<>();
    past.forEach(event -> sent.add(event.event().id()));
    List<LiveEvent> all = new ArrayList<>(past);
    if (held != null) {
      held.stream().filter(event -> sent.add(event.event().id())).forEach(all::add);
    }
    boolean isGap = hasGap || !isWhole;
    held = null;
    if (isGap && !stream.send(List.of(GAP))) {
      leave();
    }
    send(all);
  }

  private static List<byte[]> frames(List<LiveEvent> events) {
    return events.stream().map(LiveEvent::frame).toList();
  }
}
